using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Nonolive.PulumiSdk.Tests.Semantics;

/// <summary>Semantics 4 and 5: how a mock's answer becomes outputs.</summary>
internal sealed class StateTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task The_id_is_the_mocks_else_the_import_id_else_unknown(bool preview)
    {
        var mocks = new RecordingMocks { Answer = args => (args.Name == "given" ? "from-mock" : null, args.Inputs) };
        Sample given = null!, imported = null!, neither = null!;
        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = preview }, () =>
        {
            given = new Sample("given", options: new CustomResourceOptions { ImportId = "imported" });
            imported = new Sample("imported", options: new CustomResourceOptions { ImportId = "imported" });
            neither = new Sample("neither");
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OutputUtilities.GetValueAsync(given.Id), Is.EqualTo("from-mock"));
            Assert.That(await OutputUtilities.GetValueAsync(imported.Id), Is.EqualTo("imported"));
            Assert.That(await OutputUtilities.GetIsKnownAsync(neither.Id), Is.False);
            Assert.That(mocks.Resources.Single(resource => resource.Name == "imported").Id, Is.EqualTo("imported"));
        }
    }

    [Test]
    public async Task An_existing_resource_is_read_by_its_id()
    {
        var mocks = new RecordingMocks { Answer = args => (null, new Dictionary<string, object> { ["text"] = $"of {args.Id}" }) };
        Sample sample = null!;
        await Program.UpdateAsync(mocks, () => sample = new Sample("one", options: new CustomResourceOptions { Id = "i-1" }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OutputUtilities.GetValueAsync(sample.Id), Is.EqualTo("i-1"));
            Assert.That(await OutputUtilities.GetValueAsync(sample.Text), Is.EqualTo("of i-1"));
        }
    }

    [Test]
    public async Task An_output_absent_from_the_state_is_unknown_in_preview()
    {
        var (_, isKnown, _, _) = await Program.ReadAsync(() => new Sample("one").Text, preview: true);
        Assert.That(isKnown, Is.False);
    }

    [Test]
    public async Task An_output_absent_from_the_state_is_the_default_in_an_update()
    {
        Sample sample = null!;
        await Program.UpdateAsync(new RecordingMocks(), () => sample = new Sample("one"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OutputUtilities.GetValueAsync(sample.Text), Is.Null);
            Assert.That(await OutputUtilities.GetValueAsync(sample.Number), Is.Zero);
            Assert.That(await OutputUtilities.GetValueAsync(sample.Fraction), Is.Null);
            Assert.That((await OutputUtilities.GetValueAsync(sample.Items)).IsDefault, Is.True);
            Assert.That(await OutputUtilities.GetValueAsync(sample.Tags), Is.Null);
            Assert.That(await OutputUtilities.GetValueAsync(sample.Nested), Is.Null);
            Assert.That(await OutputUtilities.GetIsKnownAsync(sample.Text), Is.True);
        }
    }

    [Test]
    public async Task A_test_is_a_preview_of_project_stack_and_organization_by_default()
    {
        var seen = ("", "", "", false);
        await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () =>
        {
            var instance = Deployment.Instance;
            seen = (instance.ProjectName, instance.StackName, instance.OrganizationName, instance.IsDryRun);
        });
        Assert.That(seen, Is.EqualTo(("project", "stack", "organization", true)));
    }

    [Test]
    public async Task Options_of_a_test_name_project_stack_and_organization()
    {
        var seen = ("", "", "", true);
        var options = new TestOptions { ProjectName = "p", StackName = "s", OrganizationName = "o", IsPreview = false };
        await Deployment.TestAsync(new RecordingMocks(), options, () =>
        {
            var instance = Deployment.Instance;
            seen = (instance.ProjectName, instance.StackName, instance.OrganizationName, instance.IsDryRun);
        });
        Assert.That(seen, Is.EqualTo(("p", "s", "o", false)));
    }

    [Test]
    public async Task State_may_be_a_dictionary_arguments_or_an_output_type()
    {
        object State(string? name) => name switch
        {
            "dictionary" => new Dictionary<string, object?> { ["text"] = "a", ["nested"] = new Dictionary<string, object?> { ["innerText"] = "n" } },
            "immutable" => ImmutableDictionary<string, object>.Empty.Add("text", "a"),
            "arguments" => new SampleArgs { Text = "a", Nested = new SampleNestedArgs { Text = "n", Count = 2 } },
            _ => new SampleState("a", new SampleNested("n", 3)),
        };
        var mocks = new RecordingMocks { Answer = args => (args.Name, State(args.Name)) };
        var samples = new List<Sample>();
        await Program.UpdateAsync(mocks, () => samples.AddRange(
            new[] { "dictionary", "immutable", "arguments", "outputType" }.Select(name => new Sample(name))));
        using (Assert.EnterMultipleScope())
        {
            foreach (var sample in samples)
                Assert.That(await OutputUtilities.GetValueAsync(sample.Text), Is.EqualTo("a"), sample.GetResourceName());
            Assert.That((await OutputUtilities.GetValueAsync(samples[0].Nested))?.InnerText, Is.EqualTo("n"));
            Assert.That((await OutputUtilities.GetValueAsync(samples[2].Nested))?.InnerCount, Is.EqualTo(2));
            Assert.That((await OutputUtilities.GetValueAsync(samples[3].Nested))?.InnerCount, Is.EqualTo(3));
        }
    }

    [Test]
    public void Another_kind_of_state_fails_the_run()
    {
        var mocks = new RecordingMocks { Answer = args => (args.Name, 42) };
        Assert.That(async () => await Program.UpdateAsync(mocks, () => _ = new Sample("one")), Throws.TypeOf<RunException>());
    }

    [Test]
    public async Task A_value_of_the_wrong_type_gives_null_and_no_failure()
    {
        var mocks = new RecordingMocks
        {
            Answer = args => (args.Name, new Dictionary<string, object> { ["text"] = 5, ["items"] = "not a list", ["number"] = "not a number" }),
        };
        Sample sample = null!;
        await Program.UpdateAsync(mocks, () => sample = new Sample("one"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OutputUtilities.GetValueAsync(sample.Text), Is.Null);
            Assert.That((await OutputUtilities.GetValueAsync(sample.Items)).IsDefault, Is.True);
            Assert.That(await OutputUtilities.GetValueAsync(sample.Number), Is.Zero);
        }
    }

    [Test]
    public async Task Values_are_converted_to_the_types_of_outputs()
    {
        var mocks = new RecordingMocks
        {
            Answer = args => (args.Name, new Dictionary<string, object>
            {
                ["number"] = 5,
                ["fraction"] = 2,
                ["items"] = new[] { "a", "b" },
                ["tags"] = new Dictionary<string, object> { ["k"] = "v" },
                ["flavor"] = "salty",
            }),
        };
        Sample sample = null!;
        await Program.UpdateAsync(mocks, () => sample = new Sample("one"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OutputUtilities.GetValueAsync(sample.Number), Is.EqualTo(5));
            Assert.That(await OutputUtilities.GetValueAsync(sample.Fraction), Is.EqualTo(2.0));
            Assert.That(await OutputUtilities.GetValueAsync(sample.Items), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(await OutputUtilities.GetValueAsync(sample.Tags), Is.EqualTo(new Dictionary<string, string> { ["k"] = "v" }));
            Assert.That(await OutputUtilities.GetValueAsync(sample.Flavor), Is.EqualTo(Flavor.Salty));
        }
    }

    [Test]
    public async Task An_echoed_secret_is_not_secret_unless_the_mock_makes_it_one()
    {
        var echoed = await Program.ReadAsync(() => new Sample("one", new SampleArgs { Text = Output.CreateSecret("s") }).Text);
        var made = await Program.ReadAsync(
            () => new Sample("one").Text,
            new RecordingMocks { Answer = args => (args.Name, new Dictionary<string, object> { ["text"] = Output.CreateSecret("s") }) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(echoed, Is.EqualTo(("s", true, false)).Using<(string, bool, bool, string[]), (string, bool, bool)>((a, b) => (a.Item1, a.Item2, a.Item3) == b));
            Assert.That((made.Value, made.IsSecret), Is.EqualTo(("s", true)));
        }
    }

    [OutputType]
    private sealed class SampleState(string text, SampleNested nested)
    {
        public readonly string Text = text;
        public readonly SampleNested Nested = nested;
    }
}
