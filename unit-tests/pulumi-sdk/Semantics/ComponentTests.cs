using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Nonolive.PulumiSdk.Tests.Semantics;

/// <summary>Semantics 7 and 8: names, providers, components and the stack.</summary>
internal sealed class ComponentTests
{
    [Test]
    public async Task The_urn_of_a_child_does_not_show_its_component()
    {
        Sample top = null!, child = null!;
        Group group = null!;
        await Program.UpdateAsync(new RecordingMocks(), () =>
        {
            top = new Sample("top");
            group = new Group("group");
            child = new Sample("child", options: new CustomResourceOptions { Parent = group });
        }, new TestOptions { ProjectName = "p", StackName = "s", IsPreview = false });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OutputUtilities.GetValueAsync(top.Urn), Is.EqualTo("urn:pulumi:s::p::pulumi:pulumi:Stack$test:index/sample:Sample::top"));
            Assert.That(await OutputUtilities.GetValueAsync(child.Urn), Is.EqualTo("urn:pulumi:s::p::pulumi:pulumi:Stack$test:index/sample:Sample::child"));
            Assert.That(await OutputUtilities.GetValueAsync(group.Urn), Is.EqualTo("urn:pulumi:s::p::pulumi:pulumi:Stack$test:index:Group::group"));
        }
    }

    [Test]
    public async Task A_provider_shows_as_its_urn_and_id_and_is_inherited_from_the_component()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () =>
        {
            var provider = new Pulumi.Aws.Provider("aws");
            _ = new Pulumi.Aws.Kms.Key("direct", options: new CustomResourceOptions { Provider = provider });
            var group = new Group("group", options: new ComponentResourceOptions { Providers = { provider } });
            _ = new Pulumi.Aws.Kms.Key("inherited", options: new CustomResourceOptions { Parent = group });
            var single = new Group("single", options: new ComponentResourceOptions { Provider = provider });
            _ = new Pulumi.Aws.Kms.Key("inheritedFromSingle", options: new CustomResourceOptions { Parent = single });
            _ = new Sample("other", options: new CustomResourceOptions { Parent = group });
            _ = new Pulumi.Aws.Kms.Key("none");
        });
        const string Reference = "urn:pulumi:stack::project::pulumi:pulumi:Stack$pulumi:providers:aws::aws::aws-id";
        string? Provider(string name) => mocks.Resources.Single(resource => resource.Name == name).Provider;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Provider("direct"), Is.EqualTo(Reference));
            Assert.That(Provider("inherited"), Is.EqualTo(Reference));
            Assert.That(Provider("inheritedFromSingle"), Is.EqualTo(Reference));
            Assert.That(Provider("other"), Is.Empty);
            Assert.That(Provider("none"), Is.Empty);
        }
    }

    [Test]
    public async Task The_stack_is_not_seen_by_mocks_and_components_are_with_their_arguments()
    {
        var mocks = new RecordingMocks();
        var resources = await Deployment.TestAsync<SampleStack>(mocks, new TestOptions { IsPreview = false });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mocks.Resources.Select(resource => resource.Type), Is.EqualTo(["test:index:Group"]));
            Assert.That(mocks.InputsOf("group"), Is.EqualTo(new Dictionary<string, object> { ["text"] = "a" }));
            Assert.That(resources.Select(resource => resource.GetResourceType()), Is.EqualTo(["pulumi:pulumi:Stack", "test:index:Group"]));
            Assert.That(resources[0].GetResourceName(), Is.EqualTo("project-stack"));
        }
    }

    [Test]
    public async Task The_stack_of_a_program_that_is_a_function_is_not_listed_and_has_no_outputs()
    {
        var mocks = new RecordingMocks();
        var resources = await Program.UpdateAsync(mocks, () => _ = new Sample("one"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(resources.Select(resource => resource.GetResourceName()), Is.EqualTo(["one"]));
            Assert.That(mocks.Outputs.Single().Urn, Is.EqualTo("urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack"));
            Assert.That(mocks.Outputs.Single().Outputs, Is.Empty);
        }
    }

    [Test]
    public async Task Outputs_of_a_component_are_its_own_to_assign()
    {
        Group group = null!;
        var mocks = new RecordingMocks { Answer = args => (args.Name, new Dictionary<string, object> { ["label"] = "from the mock" }) };
        await Program.UpdateAsync(mocks, () => group = new Group("group"));
        Assert.That(group.Label, Is.Null);
    }

    [Test]
    public async Task Outputs_of_components_and_of_the_stack_are_registered()
    {
        var mocks = new RecordingMocks();
        await Deployment.TestAsync<SampleStack>(mocks, new TestOptions { IsPreview = false });
        var byName = mocks.Outputs.ToDictionary(request => request.Urn.Split("::").Last(), request => request.Outputs);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byName.Keys, Is.EquivalentTo(["group", "project-stack"]));
            Assert.That(await OutputUtilities.GetValueAsync(byName["group"]["label"]), Is.EqualTo("made"));
            Assert.That(byName["project-stack"].Keys, Is.EquivalentTo(["named", "Unnamed"]));
            Assert.That(await OutputUtilities.GetValueAsync(byName["project-stack"]["Unnamed"]), Is.EqualTo("b"));
        }
    }

    [Test]
    public async Task A_function_gives_the_outputs_of_the_stack()
    {
        var (resources, outputs) = await Deployment.TestAsync(new RecordingMocks(), new TestOptions { IsPreview = false }, () =>
        {
            var sample = new Sample("one", new SampleArgs { Text = "a" });
            return new Dictionary<string, object?> { ["text"] = sample.Text, ["plain"] = 1 };
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(resources, Has.Length.EqualTo(1));
            Assert.That(outputs["plain"], Is.EqualTo(1));
            Assert.That(await OutputUtilities.GetValueAsync((Output<string>)outputs["text"]!), Is.EqualTo("a"));
        }
    }

    [Test]
    public void A_stack_output_that_is_never_assigned_fails_the_run() =>
        Assert.That(
            async () => await Deployment.TestAsync<UnfinishedStack>(new RecordingMocks()),
            Throws.TypeOf<RunException>().With.Message.Contains("Forgotten"));

    [Test]
    public async Task Resources_are_listed_in_the_order_of_their_making()
    {
        var resources = await Program.UpdateAsync(new RecordingMocks(), () =>
        {
            for (var i = 0; i < 30; i++)
                _ = new Sample($"r{i:00}");
        });
        Assert.That(resources.Select(resource => resource.GetResourceName()), Is.Ordered);
    }

    private sealed class SampleStack : Stack
    {
        public SampleStack()
        {
            var group = new Group("group", new SampleArgs { Text = "a" });
            group.Finish(Output.Create("made"));
            Named = Output.Create("a");
            Unnamed = Output.Create("b");
        }

        [Output("named")]
        public Output<string> Named { get; private set; }

        [Output]
        public Output<string> Unnamed { get; private set; }
    }

    private sealed class UnfinishedStack : Stack
    {
        public UnfinishedStack() => Forgotten = null!;

        [Output]
        public Output<string> Forgotten { get; private set; }
    }
}
