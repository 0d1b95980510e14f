using System.Collections.Concurrent;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Settings;

namespace Nonolive.Infra.Tests.Support;

/// <summary>The stacks of the repository and the variants of them that options make, each recorded once.</summary>
internal static class Stacks
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<StackRegistration>>> Recorded = new();

    public static string Repository { get; } = FindRepository();

    public static ProgramFiles Files { get; } = ProgramFiles.Of(Repository);

    /// <summary>The two stacks that are deployed.</summary>
    public static IReadOnlyList<string> Deployed { get; } = ["test", "prod"];

    /// <summary>Every option that changes what is registered.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> Options { get; } = new Dictionary<string, IReadOnlyDictionary<string, string?>>
    {
        ["sandbox"] = new Dictionary<string, string?>
        {
            ["nonolive:sandbox"] = "true",
            ["nonolive:sandboxPassword"] = "OnlyForTests0123456789",
            ["nonolive:vpcId"] = null,
            ["nonolive:privateSubnetIds"] = null,
            ["nonolive:auroraSecretArn"] = null,
            ["nonolive:auroraSecurityGroupId"] = null,
            ["nonolive:applicationRole"] = null,
            ["nonolive:consoleRole"] = null,
        },
        ["mysql"] = new Dictionary<string, string?>
        {
            ["nonolive:auroraEngine"] = "aurora",
            ["nonolive:auroraPort"] = "3306",
            ["nonolive:auroraSslMode"] = "verify-ca",
            ["nonolive:auroraCertificateArn"] = "arn:aws:dms:ap-southeast-1:111122223333:cert:BUNDLE",
        },
        ["private-endpoints"] = new Dictionary<string, string?>
        {
            ["nonolive:privateEndpoints"] = """["secretsmanager","kms","glue","logs","elasticmapreduce","sts","monitoring"]""",
            ["nonolive:routeTableIds"] = """["rtb-0a1b2c3d4e5f60718"]""",
        },
        ["dms-serverless"] = new Dictionary<string, string?> { ["nonolive:dmsMode"] = "serverless" },
        ["emr-serverless"] = new Dictionary<string, string?> { ["nonolive:emrRuntime"] = "serverless" },
        ["pager"] = new Dictionary<string, string?> { ["nonolive:pagerUrl"] = "https://pager.example.com/hook/secret-key" },
    };

    public static IEnumerable<string> All => [.. Deployed, .. Options.Keys];

    public static StackSettings Settings(string name) => Deployed.Contains(name)
        ? SettingsReader.Read(StackFileConfigSource.Load(Repository, name))
        : SettingsReader.Read(Changed("test", Options[name]));

    public static Task<StackRegistration> RecordAsync(string name) =>
        Recorded.GetOrAdd(name, key => new(() => RegistrationRun.RecordAsync(Settings(key), Files))).Value;

    /// <summary>A stack's configuration with some keys set or, where null, removed.</summary>
    public static DictionaryConfigSource Changed(string stack, IReadOnlyDictionary<string, string?> changes)
    {
        var file = StackFileConfigSource.Load(Repository, stack);
        var values = file.Keys.ToDictionary(key => key, key => file.Get(key)!);
        foreach (var (key, value) in changes)
        {
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        }
        return new DictionaryConfigSource(stack, values);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "nonolive.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}

/// <summary>Settings that a test makes up; those that are secrets are given as secrets.</summary>
internal sealed class DictionaryConfigSource(string stack, IReadOnlyDictionary<string, string> values) : IConfigSource
{
    private static readonly HashSet<string> Secrets = [.. SettingsSchema.Keys.Where(key => key.Secret).Select(key => key.FullName)];

    public string Stack => stack;

    public IReadOnlyCollection<string> Keys => [.. values.Keys];

    public bool PlainSecrets { get; init; }

    public string? Get(string key) => values.TryGetValue(key, out var value) ? value : null;

    public bool IsSecret(string key) => !PlainSecrets && Secrets.Contains(key);
}
