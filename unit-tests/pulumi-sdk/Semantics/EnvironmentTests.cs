using Pulumi;

namespace Nonolive.PulumiSdk.Tests.Semantics;

/// <summary>Semantics 12: what comes from the environment. The variables belong to the process, so nothing else runs beside these.</summary>
[NonParallelizable]
internal sealed class EnvironmentTests
{
    private const string Json = """{"project:name":"n","project:count":"3","project:flag":"true","project:part":"1.5","project:list":"[1,2]","other:name":"o","project:bad":"x"}""";

    [Test]
    public async Task Config_comes_from_PULUMI_CONFIG()
    {
        using var variable = new Variable("PULUMI_CONFIG", Json);
        var seen = new List<object?>();
        await Program.UpdateAsync(new RecordingMocks(), () =>
        {
            var config = new Config();
            seen.AddRange([
                config.Get("name"), config.Require("name"), config.GetInt32("count"), config.GetBoolean("flag"), config.GetDouble("part"),
                config.RequireObject<int[]>("list"), config.Get("absent"), config.GetInt32("absent"), new Config("other").Get("name"),
            ]);
        });
        Assert.That(seen, Is.EqualTo(new object?[] { "n", "n", 3, true, 1.5, new[] { 1, 2 }, null, null, "o" }));
    }

    [Test]
    public async Task Secret_config_is_a_secret_output()
    {
        using var variable = new Variable("PULUMI_CONFIG", Json);
        var result = await Program.ReadAsync(() => new Config().RequireSecret("name"));
        Assert.That((result.Value, result.IsSecret), Is.EqualTo(("n", true)));
    }

    [Test]
    public void A_missing_setting_names_the_command_that_sets_it()
    {
        using var variable = new Variable("PULUMI_CONFIG", Json);
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => new Config().Require("absent")),
            Throws.TypeOf<RunException>().With.Message.Contains("project:absent").And.Message.Contains("pulumi config set project:absent"));
    }

    [Test]
    public void A_setting_of_the_wrong_type_is_named_with_its_value()
    {
        using var variable = new Variable("PULUMI_CONFIG", Json);
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => new Config().RequireInt32("bad")),
            Throws.TypeOf<RunException>().With.Message.Contains("project:bad").And.Message.Contains("'x'"));
    }

    [Test]
    public void Without_the_engine_a_program_does_not_run() =>
        Assert.That(async () => await Deployment.RunAsync(() => { }), Throws.TypeOf<InvalidOperationException>());

#if PULUMI_STANDIN
    [Test]
    public void Without_the_engine_the_refusal_says_what_mends_it() =>
        Assert.That(
            async () => await Deployment.RunAsync(() => { }),
            Throws.TypeOf<InvalidOperationException>().With.Message.Contains("stand-in").And.Message.Contains("`./nono setup --packages`"));

    [TestCase("PULUMI_MONITOR")]
    [TestCase("PULUMI_ENGINE")]
    public async Task Under_the_engine_the_refusal_is_one_sentence_on_the_error_stream(string name)
    {
        using var variable = new Variable(name, "127.0.0.1:1");
        var (before, error) = (Console.Error, new StringWriter());
        Console.SetError(error);
        try
        {
            Assert.That(await Deployment.RunAsync(() => { }), Is.EqualTo(1));
        }
        finally
        {
            Console.SetError(before);
        }
        Assert.That(error.ToString().Trim(), Does.Contain("`./nono setup --packages`").And.Not.Contains("\n"));
    }
#endif

    private sealed class Variable : IDisposable
    {
        private readonly string _name;
        private readonly string? _before;

        public Variable(string name, string value)
        {
            (_name, _before) = (name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
    }
}
