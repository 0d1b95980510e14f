using System.Collections.Concurrent;
using NUnit.Framework.Interfaces;

[assembly: Nonolive.Hive.Tests.TestFolders]

namespace Nonolive.Hive.Tests;

/// <summary>The folders of this process's tests: a test that does not delete those it made fails.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TestFoldersAttribute : Attribute, ITestAction
{
    private static readonly ConcurrentDictionary<string, string> MadeBy = [];

    /// <summary>After each test: what fails the whole assembly's tear-down is told, but does not fail the run.</summary>
    public ActionTargets Targets => ActionTargets.Test;

    /// <summary>An empty folder of the test that runs.</summary>
    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("nono-hive-test-").FullName;
        MadeBy[folder] = TestContext.CurrentContext.Test.ID;
        return folder;
    }

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test) =>
        Assert.That(MadeBy.Where(made => made.Value == test.Id && Directory.Exists(made.Key)).Select(made => made.Key), Is.Empty, "Folders that the test made and did not delete.");
}
