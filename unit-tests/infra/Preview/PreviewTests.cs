using System.Diagnostics;
using System.Text.Json.Nodes;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Tests.Support;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Infra.Tests.Preview;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class PreviewTests
{
    [Test]
    public async Task A_stack_does_not_differ_from_itself_after_saving_and_loading()
    {
        var registration = await Stacks.RecordAsync("prod");
        var loaded = StackRegistration.Parse(registration.ToJson(), "saved.json");

        Assert.That(RegistrationDiff.Between(loaded, registration), Is.Empty);
        Assert.That(loaded.ToJson(), Is.EqualTo(registration.ToJson()));
    }

    [Test]
    public async Task What_differs_is_named_by_property_with_replacements()
    {
        var before = await Stacks.RecordAsync("test");
        var after = await RecordAsync(("nonolive:cdcBatchSeconds", "120"), ("nonolive:dmsInstanceClass", "dms.r6i.large"), ("nonolive:database", "other"));

        var changes = RegistrationDiff.Between(before, after).ToDictionary(change => change.Resource.Name);

        Assert.That(changes["lake"].Properties, Is.EqualTo(new[] { new PropertyChange("cdcMaxBatchInterval", "60", "120", false) }));
        Assert.That(changes["lake"].Kind, Is.EqualTo(ChangeKind.Changed));
        Assert.That(changes["replication-instance"].Kind, Is.EqualTo(ChangeKind.Changed));
        Assert.That(changes["database"].Kind, Is.EqualTo(ChangeKind.Replaced));
        Assert.That(changes["reports-machine"].Properties.Select(property => property.Path), Has.Some.StartsWith("definition.States."));
    }

    [Test]
    public async Task Replacing_a_protected_resource_is_refused()
    {
        var before = await Stacks.RecordAsync("prod");
        var settings = Infra.Settings.SettingsReader.Read(Stacks.Changed("prod", new Dictionary<string, string?> { ["nonolive:database"] = "other" }));
        var after = await RegistrationRun.RecordAsync(settings, Stacks.Files);

        Assert.That(RegistrationDiff.Between(before, after).Single(change => change.Resource.Name == "database").IsRefused, Is.True);
    }

    [Test]
    public async Task Rights_are_told_in_words()
    {
        var registration = await Stacks.RecordAsync("test");
        var wider = StackRegistration.Parse(registration.ToJson(), "x");
        var policy = wider.Resource("aws:iam/policy:Policy", "application-access");
        policy.Inputs["policy"] = policy.Text("policy")!.Replace("\"s3:PutObject\"", "\"s3:GetObject\",\"s3:PutObject\"", StringComparison.Ordinal);

        var changes = IamChanges.Between(registration, wider, Stacks.Settings("test"));

        Assert.That(changes, Is.EqualTo(new[]
        {
            new IamChange(true, $"The application may now read s3://{registration.Outputs["dataBucket"]}/events/* (s3:GetObject)."),
        }));
        Assert.That(IamChanges.Between(wider, registration, Stacks.Settings("test")).Single().Sentence, Does.StartWith("The application may no longer read"));
    }

    [TestCaseSource(typeof(Stacks), nameof(Stacks.All))]
    public async Task Every_registered_type_has_replacement_rules(string stack)
    {
        var types = (await Stacks.RecordAsync(stack)).Resources.Select(resource => resource.Type).Where(type => type.StartsWith("aws:", StringComparison.Ordinal)).Distinct();
        Assert.That(types.Where(type => !ReplacementRules.Knows(type)), Is.Empty);
    }

    [Test]
    [NonParallelizable]
    public async Task A_preview_of_prod_takes_less_than_five_seconds()
    {
        var watch = Stopwatch.StartNew();

        var report = await PreviewReport.CreateAsync("prod", new PreviewOptions { Repository = Stacks.Repository, Against = await Stacks.RecordAsync("test"), AgainstName = "test" });
        var (text, markdown, json) = (report.ToText(), report.ToMarkdown(), report.ToJson());

        TestContext.Out.WriteLine($"{watch.ElapsedMilliseconds} ms\n{text}");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(report.ExitCode, Is.EqualTo(PreviewReport.Refused).Or.EqualTo(PreviewReport.SomethingDiffers));
        Assert.That(text, Does.Contain("Cost a month").And.Contain("known total").And.Contain("data  Bucket  [protected]"));
        Assert.That(markdown, Does.StartWith("## Preview of stack `prod`"));
        Assert.That((string?)JsonNode.Parse(json)!["stack"], Is.EqualTo("prod"));
    }

    [Test]
    public void A_file_that_is_no_registration_is_named() =>
        Assert.That(() => StackRegistration.Parse("{}", "wrong.json"), Throws.TypeOf<UserErrorException>().With.Message.Contains("wrong.json"));

    [Test]
    public async Task Secrets_are_not_shown()
    {
        foreach (var stack in (string[])["sandbox", "pager"])
            Assert.That((await Stacks.RecordAsync(stack)).ToJson(), Does.Not.Contain("OnlyForTests0123456789").And.Not.Contain("secret-key"));
    }

    private static Task<StackRegistration> RecordAsync(params (string Key, string? Value)[] changes) =>
        RegistrationRun.RecordAsync(Infra.Settings.SettingsReader.Read(Stacks.Changed("test", changes.ToDictionary(change => change.Key, change => change.Value))), Stacks.Files);
}
