using System.Diagnostics;
using System.Text.Json.Nodes;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>
/// The provider that Pulumi.Aws bridges must accept everything that is registered, of both stacks and of every option, and
/// give it back as it was registered. It is slow and not everywhere, so few tests share one initialised folder.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[Category("Terraform")]
public sealed class TerraformTests
{
    // What Pulumi.Aws 7 has and the provider before it does not; each with the reason in docs/infrastructure.md.
    private static readonly (string Type, string Argument)[] NewerThanTheProvider = [("aws:dms/endpoint:Endpoint", "mysqlSettings")];

    private TerraformWorkspace _workspace = null!;
    private MotoServer? _moto;
    private StatesEndpoint? _states;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var terraform = TerraformTool.Find();
        _moto = await MotoServer.TryStartAsync(Stacks.Settings("test").AccountId);
        _workspace = await TerraformWorkspace.CreateAsync(terraform);
        if (_moto is null)
            return;
        _states = new StatesEndpoint(_moto.Endpoint);
        (_workspace.Endpoint, _workspace.States) = (_moto.Endpoint, _states.Endpoint);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _states?.Dispose();
        if (_moto is not null)
            await _moto.DisposeAsync();
        _workspace?.Dispose();
    }

    [Test]
    public async Task The_real_provider_accepts_every_resource_of_every_stack_and_option()
    {
        var module = new TerraformModule(_workspace.Schema, _workspace.Package);
        StackRegistration? baseline = null;
        foreach (var stack in Stacks.All)
        {
            var registration = await RecordAsync(stack, new HashSet<string>());
            // An option is the stack test but for some resources: those, and what they refer to, are what the provider must see again.
            baseline ??= registration;
            module.Add(stack, registration, ReferenceEquals(registration, baseline) ? _ => true : Differing.From(baseline, registration).Contains);
        }
        await _workspace.WriteAsync("all", module.Resources);

        var watch = Stopwatch.StartNew();
        // A plan begins with the very walk that `validate` is, and stops after it if that finds a fault.
        var planned = await _workspace.RunAsync("all", "plan", "-input=false", "-no-color", "-parallelism=8");
        Assert.That(planned.Exit, Is.Zero, Faults(planned.Output));
        TestContext.Out.WriteLine(
            $"provider {_workspace.Version}: {module.Count} resources of {Stacks.All.Count()} stacks validated and planned in {watch.Elapsed.TotalSeconds:0.0} s: "
            + planned.Output.Split('\n').FirstOrDefault(line => line.StartsWith("Plan:", StringComparison.Ordinal)));
        Assert.That(planned.Output, Does.Contain($"Plan: {module.Count} to add, 0 to change, 0 to destroy."));
        Assert.That(module.Unknown, Is.EquivalentTo(NewerThanTheProvider));
    }

    [Test]
    public async Task What_the_emulator_supports_is_applied_and_read_back_equal()
    {
        if (_moto is null)
            Assert.Ignore("Skipped: there is no moto_server on PATH, so nothing was applied.");
        var notApplied = EmulatorLimits.NotApplied.Keys.ToHashSet();
        var module = new TerraformModule(_workspace.Schema, _workspace.Package);
        // The sandbox has a network of its own, so all that the emulator supports can be made of nothing.
        var registration = await RecordAsync("sandbox", notApplied);
        module.Add("sandbox", registration, resource => !notApplied.Contains(resource.Type) && !IsOneOfMany(resource));
        Assert.That(await AllTypesAsync(), Is.EquivalentTo(notApplied.Union(registration.Resources.Select(resource => resource.Type).Where(IsAws))), "Each type is applied, or listed with the reason why not.");
        Forget(module.Resources);
        await _workspace.WriteAsync("applied", module.Resources);

        var watch = Stopwatch.StartNew();
        var applied = await _workspace.RunAsync("applied", "apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=20");
        Assert.That(applied.Exit, Is.Zero, Faults(applied.Output));
        var applyTime = watch.Elapsed;
        var planned = await _workspace.RunAsync("applied", "plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=again", "-parallelism=20");
        Assert.That(planned.Exit, Is.Zero, $"The provider finds a difference between what was applied and what it reads.\n{Faults(planned.Output)}");

        var state = AppliedState.OfPlan(Path.Combine(_workspace.FolderOf("applied"), "again"));
        var differences = state.Differences(module.Resources).ToList();
        TestContext.Out.WriteLine(
            $"provider {_workspace.Version}: {state.Count} resources of {module.Resources.Count} types applied in {applyTime.TotalSeconds:0.0} s, read back in "
            + $"{(watch.Elapsed - applyTime).TotalSeconds:0.0} s; not applied: {notApplied.Count} types");
        Assert.Multiple(() =>
        {
            Assert.That(state.Count, Is.EqualTo(module.Count));
            Assert.That(differences.Where(found => !EmulatorLimits.Forgotten.ContainsKey((found.Type, found.Path))), Is.Empty);
            Assert.That(EmulatorLimits.Forgotten.Keys.Except(differences.Select(found => (found.Type, found.Path))), Is.Empty, "These are read back equal now: take them from the list.");
        });
        await ReadByTheApiAsync(registration, state, _moto!.Endpoint);
    }

    private static async Task ReadByTheApiAsync(StackRegistration registration, AppliedState state, Uri endpoint)
    {
        using var api = new EmulatorApi(endpoint);
        var data = (string)state.Of("aws_s3_bucket", "sandbox--data")["bucket"]!;
        var key = (string)state.Of("aws_kms_key", "sandbox--key")["arn"]!;
        var encryption = await api.GetFromS3AsXmlAsync($"/{data}?encryption");
        var file = registration.OfType("aws:s3/bucketObjectv2:BucketObjectv2").First(resource => !IsOneOfMany(resource));
        var stored = await api.GetFromS3Async($"/{state.Of("aws_s3_bucket", "sandbox--code")["bucket"]}/{file.Text("key")}");
        var role = await api.AskAsync("iam", "2010-05-08", "GetRole", ("RoleName", "nonolive-test-state-machine"));
        var topic = await api.AskAsync("sns", "2010-03-31", "GetTopicAttributes", ("TopicArn", (string)state.Of("aws_sns_topic", "sandbox--alerts")["arn"]!));
        Assert.Multiple(() =>
        {
            Assert.That(encryption.Descendants("KMSMasterKeyID").Single().Value, Is.EqualTo(key));
            Assert.That(encryption.Descendants("BucketKeyEnabled").Single().Value, Is.EqualTo("true"));
            Assert.That(stored, Is.EqualTo(file.Text("content")));
            var trust = JsonNode.Parse(Uri.UnescapeDataString(role.Descendants("AssumeRolePolicyDocument").Single().Value));
            var registered = JsonNode.Parse(registration.Resource("aws:iam/role:Role", "state-machine-role").Text("assumeRolePolicy")!);
            Assert.That(JsonNode.DeepEquals(trust, registered), Is.True, $"{trust} was registered as {registered}");
            Assert.That(topic.Descendants("entry").ToDictionary(entry => entry.Element("key")!.Value, entry => entry.Element("value")!.Value)["KmsMasterKeyId"], Is.EqualTo(key));
        });
    }

    private static async Task<HashSet<string>> AllTypesAsync()
    {
        var types = new HashSet<string>();
        foreach (var stack in Stacks.All)
            types.UnionWith((await Stacks.RecordAsync(stack)).Resources.Select(resource => resource.Type).Where(IsAws));
        return types;
    }

    // The job files differ in nothing but their content, and each costs a dozen requests; those of the reports stand for all.
    private static bool IsOneOfMany(RegisteredResource resource) =>
        resource.Type == "aws:s3/bucketObjectv2:BucketObjectv2" && !resource.Name.Contains("/reports/platform_", StringComparison.Ordinal);

    private static bool IsAws(string type) => type.StartsWith("aws:", StringComparison.Ordinal);

    private static void Forget(JsonObject resources)
    {
        foreach (var type in EmulatorLimits.Forgotten.Keys.ToLookup(entry => entry.Type, entry => entry.Path))
        {
            foreach (var (_, resource) in resources[type.Key]!.AsObject())
                resource!["lifecycle"] = new JsonArray(new JsonObject { ["ignore_changes"] = new JsonArray([.. type.Select(path => JsonValue.Create(path))]) });
        }
    }

    // A message quotes the line it is about, and here a line is a whole configuration.
    private static string Faults(string output) => string.Join('\n', output.Split('\n')
        .Where(line => !line.Contains(": Creati", StringComparison.Ordinal) && !line.Contains(": Refreshing state", StringComparison.Ordinal))
        .Select(line => line[..Math.Min(line.Length, 400)]).TakeLast(200));

    private static Task<StackRegistration> RecordAsync(string stack, IReadOnlySet<string> leftOut)
    {
        var settings = Stacks.Settings(stack);
        return RegistrationRun.RecordAsync(settings, Stacks.Files, new PlaceholderStates(leftOut, new AwsStates(settings.Region, settings.AccountId)));
    }
}
