using CsCheck;
using Nonolive.Infra.Settings;
using Nonolive.Infra.Tests.Support;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Infra.Tests.Settings;

/// <summary>Whatever is wrong with a configuration, one message names the key and the command, and nothing is registered.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class MalformedSettingsTests
{
    private const int Configurations = 400;

    private static readonly string[] Nasty =
        ["", "'", "\"", "'; drop table x; --", "\" } , { \"a\": \"", "${jndi:x}", "$(reboot)", "a\nb", "\t", "null", "\u0000", "💥", "{% $states %}", new('x', 5000), "-1", "1e9", "True", "[", "{}"];

    private static readonly Gen<Malformed> Faults = Gen.OneOf(
        GenMissing(), GenUnknown(), GenOutOfRange(), GenWrongType(), GenNastyText(), GenNotAllowed(), GenContradiction());

    [Test]
    public void Each_of_many_malformed_configurations_is_refused_with_a_message_that_names_its_key()
    {
        var seen = 0;
        Gen.Select(Pick([.. Stacks.Deployed]), Faults).Sample(
            sample =>
            {
                var (stack, fault) = sample;
                Interlocked.Increment(ref seen);
                var message = MessageOf(stack, fault.Changes);
                return message.StartsWith("NONO-1103: ", StringComparison.Ordinal) && message.Contains($"nonolive:{fault.Key}", StringComparison.Ordinal)
                    && message.Contains("pulumi config ", StringComparison.Ordinal) && message.All(c => !char.IsControl(c) || c is '\n' or '\r');
            },
            print: sample => $"{sample.Item1}: {sample.Item2}: {MessageOf(sample.Item1, sample.Item2.Changes)}",
            iter: Configurations, threads: 1, seed: "0000KOIPe743");
        TestContext.Out.WriteLine($"{seen} malformed configurations refused");
        Assert.That(seen, Is.GreaterThanOrEqualTo(200));
    }

    [Test]
    public void All_faults_are_reported_at_once()
    {
        var source = Stacks.Changed("test", new Dictionary<string, string?>
        {
            ["nonolive:accountId"] = "12",
            ["nonolive:vpcId"] = null,
            ["nonolive:businessZone"] = "Asia/Atlantis",
            ["nonolive:dmsStorageGb"] = "many",
            ["nonolive:recomuteDays"] = "3",
        });

        var error = Assert.Throws<UserErrorException>(() => SettingsReader.Read(source))!;

        Assert.That(error.Message, Does.Contain("5 faults"));
        foreach (var key in (string[])["accountId", "vpcId", "businessZone", "dmsStorageGb", "recomuteDays"])
            Assert.That(error.Message, Does.Contain($"nonolive:{key}"));
        Assert.That(error.Message, Does.Contain("did you mean 'nonolive:recomputeDays'?"));
    }

    [Test]
    public void A_secret_in_plain_text_is_refused()
    {
        var plain = new DictionaryConfigSource("test", new Dictionary<string, string>(
            Stacks.Changed("test", new Dictionary<string, string?> { ["nonolive:pagerUrl"] = "https://pager.example.com/secret-key" }) is var source
                ? source.Keys.ToDictionary(key => key, key => source.Get(key)!) : []))
        { PlainSecrets = true };

        var error = Assert.Throws<UserErrorException>(() => SettingsReader.Read(plain))!;

        Assert.That(error.Message, Does.Contain("nonolive:pagerUrl").And.Contain("pulumi config set --secret").And.Not.Contain("secret-key"));
    }

    [Test]
    public void A_zone_whose_offset_changes_is_refused() =>
        Assert.That(
            () => SettingsReader.Read(Stacks.Changed("test", new Dictionary<string, string?> { ["nonolive:businessZone"] = "Europe/Berlin" })),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("nonolive:businessZone").And.Message.Contains("changes in the year"));

    [TestCase("cron(30 2 * * ? *)", true)]
    [TestCase("cron(0/15 1-3 ? JAN-MAR MON#2 2026-2030)", true)]
    [TestCase("cron(0 0 L * ? *)", true)]
    [TestCase("rate(1 day)", true)]
    [TestCase("rate(12 hours)", true)]
    [TestCase("cron(30 2 * * *)", false)]
    [TestCase("cron(60 2 * * ? *)", false)]
    [TestCase("cron(30 2 * * * *)", false)]
    [TestCase("cron(30 2 ? * ? *)", false)]
    [TestCase("rate(5 minutes)", false)]
    [TestCase("rate(0 days)", false)]
    [TestCase("30 2 * * *", false)]
    public void Schedule_expressions_are_checked(string expression, bool right) =>
        Assert.That(ScheduleExpression.Fault(expression), right ? Is.Null : Is.Not.Null);

    private static string MessageOf(string stack, IReadOnlyDictionary<string, string?> changes)
    {
        try
        {
            SettingsReader.Read(Stacks.Changed(stack, changes));
            return "accepted";
        }
        catch (UserErrorException fault)
        {
            return fault.Message;
        }
    }

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static Gen<Malformed> Of(params (string Key, string? Value)[] changes) =>
        Gen.Const(new Malformed(changes[0].Key, changes.ToDictionary(change => $"nonolive:{change.Key}", change => change.Value)));

    private static Gen<Malformed> GenMissing() => Pick(
        "accountId", "vpcId", "privateSubnetIds", "auroraSecretArn", "auroraSecurityGroupId", "applicationRole", "consoleRole").SelectMany(key => Of((key, null)));

    private static Gen<Malformed> GenUnknown() =>
        Gen.Select(Pick([.. Keys(_ => true)]), Pick("x", "_", "2"), (key, tail) => key.Name + tail).SelectMany(key => Of((key, "1")));

    private static Gen<Malformed> GenOutOfRange() =>
        Gen.Select(Pick([.. Keys(key => key.Kind == SettingKind.Integer)]), Gen.Bool, Gen.Int[1, 1_000_000],
            (key, above, by) => (key.Name, Value: above ? key.Maximum + by : key.Minimum - by)).SelectMany(x => Of((x.Name, $"{x.Value}")));

    private static Gen<Malformed> GenWrongType() =>
        Gen.Select(Pick([.. Keys(key => key.Kind is not SettingKind.String)]), Pick("maybe", "12.5", "{\"a\":1}", "[1,2]", "[[]]", "\"x\"", "tru", "0x10"),
            (key, value) => (key.Name, Value: value)).SelectMany(x => Of((x.Name, x.Value)));

    private static Gen<Malformed> GenNastyText() =>
        Gen.Select(Pick([.. Keys(key => key.Kind == SettingKind.String && (key.Pattern is not null || key.Allowed.Count > 0) && !key.Secret)]), Pick(Nasty), Gen.Bool,
            (key, nasty, append) => (Key: key, Value: append || nasty.Length == 0 ? $"{key.Example}{nasty}'" : nasty))
            // "null" and "-1" are odd names of a role, but right ones.
            .Where(x => x.Key.Pattern?.IsMatch(x.Value) != true && !x.Key.Allowed.Contains(x.Value)).SelectMany(x => Of((x.Key.Name, x.Value)));

    private static Gen<Malformed> GenNotAllowed() =>
        Gen.Select(Pick([.. Keys(key => key.Allowed.Count > 0)]), Gen.String[Gen.Char['a', 'z'], 12, 20],
            (key, text) => (key, Value: key.Kind == SettingKind.Array ? $"[\"{text}\"]" : text)).SelectMany(x => Of((x.key.Name, x.Value)));

    private static Gen<Malformed> GenContradiction() => Gen.OneOf(
        Of(("privateSubnetIds", "[]"), ("scheduleEnabled", "true")),
        Of(("privateSubnetIds", "[\"subnet-0a1b2c3d4e5f60718\"]")),
        Of(("preserveTransactions", "true"), ("datePartitions", "true")),
        Of(("datePartitions", "false")),
        Of(("emrCoreMarket", "spot")),
        Of(("emrMaxUnits", "1"), ("emrCoreUnits", "2")),
        Of(("businessZone", "Asia/Nowhere")),
        Of(("businessZone", "America/New_York")),
        Of(("auroraSslMode", "require"), ("auroraEngine", "aurora")),
        Of(("auroraCertificateArn", null), ("auroraSslMode", "verify-full")),
        Of(("auroraSecretArn", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x-AbCdEf")),
        Of(("dmsMinCapacity", "16"), ("dmsMaxCapacity", "4")),
        Of(("dmsMaxCapacity", "5")),
        Of(("logRetentionDays", "31")),
        Of(("scheduleExpression", "cron(61 2 * * ? *)")),
        Of(("emrIdleMinutes", "400"), ("runTimeoutMinutes", "360")),
        Of(("sandbox", "true"), ("production", "true")),
        Of(("vpcId", "vpc-0a1b2c3d4e5f60718"), ("sandbox", "true")),
        Of(("sandboxPassword", null), ("sandbox", "true")),
        Of(("tables", "[\"users\",\"users\"]")));

    private static IEnumerable<SettingKey> Keys(Func<SettingKey, bool> wanted) =>
        SettingsSchema.Keys.Where(key => key.Namespace == SettingsSchema.Project && wanted(key));

    private sealed record Malformed(string Key, Dictionary<string, string?> Changes)
    {
        public override string ToString() => string.Join(", ", Changes.Select(change => $"{change.Key}={change.Value}"));
    }
}
