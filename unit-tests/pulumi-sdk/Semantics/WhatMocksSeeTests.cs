using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Nonolive.PulumiSdk.Tests.Semantics;

/// <summary>Semantics 1 to 3 and 10: what reaches a mock, and in which form.</summary>
internal sealed class WhatMocksSeeTests
{
    [Test]
    public async Task Mocks_receive_type_name_inputs_provider_and_id()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () => _ = new Sample("one", new SampleArgs { Text = "a" }));
        var seen = mocks.Resources.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Type, Is.EqualTo("test:index/sample:Sample"));
            Assert.That(seen.Name, Is.EqualTo("one"));
            Assert.That(seen.Inputs, Is.EqualTo(new Dictionary<string, object> { ["text"] = "a" }));
            Assert.That(seen.Provider, Is.Empty);
            Assert.That(seen.Id, Is.Empty);
        }
    }

    [Test]
    public async Task Options_are_invisible_to_mocks_and_visible_to_a_transformation_of_the_stack()
    {
        var mocks = new RecordingMocks();
        var recorded = new List<(string Name, ResourceOptions Options)>();
        await Deployment.TestAsync<StackWithRecorder>(mocks, new TestOptions { IsPreview = false });
        lock (StackWithRecorder.Seen)
            recorded.AddRange(StackWithRecorder.Seen);
        var options = recorded.Single(item => item.Name == "guarded").Options;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mocks.InputsOf("guarded").Keys, Is.EqualTo(["text"]));
            Assert.That(options.Protect, Is.True);
            Assert.That(options.RetainOnDelete, Is.True);
            Assert.That(options.IgnoreChanges, Is.EqualTo(["text"]));
            Assert.That(((CustomResourceOptions)options).DeleteBeforeReplace, Is.True);
            Assert.That(options.Aliases, Has.Count.EqualTo(1));
            Assert.That(recorded.Select(item => item.Name), Does.Contain("child"));
            Assert.That(recorded.Single(item => item.Name == "child").Options.Protect, Is.Null, "seen before what the parent hands down");
        }
    }

    [Test]
    public async Task Mocks_are_called_concurrently()
    {
        var mocks = new MeetingMocks(2);
        var run = Program.UpdateAsync(mocks, () =>
        {
            _ = new Sample("a");
            _ = new Sample("b");
        });
        Assert.That(await run.WaitAsync(TimeSpan.FromSeconds(30)), Has.Length.EqualTo(2), "the second registration does not wait for the first");
    }

    [Test]
    public async Task An_explicit_dependency_registers_first()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () =>
        {
            var last = new Sample("first");
            for (var i = 0; i < 20; i++)
                last = new Sample($"next{i:00}", options: new CustomResourceOptions { DependsOn = { last } });
        });
        Assert.That(mocks.Resources.Select(resource => resource.Name), Is.Ordered);
    }

    [Test]
    public async Task To_depend_on_a_component_is_to_depend_on_its_children()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () =>
        {
            var group = new Group("group");
            var child = new Sample("child", options: new CustomResourceOptions { Parent = group });
            _ = new Sample("after", options: new CustomResourceOptions { DependsOn = { group } });
        });
        var names = mocks.Resources.Select(resource => resource.Name).ToList();
        Assert.That(names.IndexOf("after"), Is.GreaterThan(names.IndexOf("child")));
    }

    [Test]
    public async Task Numbers_are_doubles_enums_strings_nested_arguments_dictionaries_and_lists_arrays()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () => _ = new Sample("one", new SampleArgs
        {
            Number = 3,
            Fraction = 1.5,
            Flag = true,
            Flavor = Flavor.Salty,
            Union = Flavor.Sweet,
            Nested = new SampleNestedArgs { Text = "inner", Count = 7 },
            Items = { "a", "b" },
            Tags = { ["k"] = "v" },
        }));
        var inputs = mocks.InputsOf("one");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inputs["number"], Is.TypeOf<double>().And.EqualTo(3));
            Assert.That(inputs["fraction"], Is.EqualTo(1.5));
            Assert.That(inputs["flag"], Is.True);
            Assert.That(inputs["flavor"], Is.EqualTo("salty"));
            Assert.That(inputs["union"], Is.EqualTo("sweet"));
            Assert.That(inputs["nested"], Is.AssignableTo<ImmutableDictionary<string, object>>());
            Assert.That(inputs["nested"], Is.EqualTo(new Dictionary<string, object> { ["innerText"] = "inner", ["innerCount"] = 7.0 }));
            Assert.That(inputs["items"], Is.TypeOf<ImmutableArray<object>>().And.EqualTo(new[] { "a", "b" }));
            Assert.That(inputs["tags"], Is.EqualTo(new Dictionary<string, object> { ["k"] = "v" }));
        }
    }

    [Test]
    public async Task Secrets_arrive_unwrapped()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () => _ = new Sample("one", new SampleArgs
        {
            Text = Output.CreateSecret("hidden"),
            Items = { "plain", Output.CreateSecret("hidden too") },
        }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mocks.InputsOf("one")["text"], Is.EqualTo("hidden"));
            Assert.That(mocks.InputsOf("one")["items"], Is.EqualTo(new[] { "plain", "hidden too" }));
        }
    }

    [Test]
    public async Task Unset_collections_are_absent_and_empty_ones_that_were_touched_are_there()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () =>
        {
            _ = new Sample("unset", new SampleArgs());
            _ = new Sample("empty", new SampleArgs { Items = new InputList<string>(), Tags = new InputMap<string>() });
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mocks.InputsOf("unset"), Is.Empty);
            Assert.That(mocks.InputsOf("empty")["items"], Is.EqualTo(ImmutableArray<object>.Empty));
            Assert.That(mocks.InputsOf("empty")["tags"], Is.EqualTo(ImmutableDictionary<string, object>.Empty));
        }
    }

    [Test]
    public async Task Null_map_entries_are_dropped_and_null_list_elements_kept()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () => _ = new Sample("one", new SampleArgs
        {
            Items = { "a", Output.Create<string>(default(string)!) },
            Tags = { { "there", "v" }, { "gone", Output.Create<string>(default(string)!) } },
            Text = Output.Create<string>(default(string)!),
        }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mocks.InputsOf("one")["items"], Is.EqualTo(new[] { "a", null }));
            Assert.That(mocks.InputsOf("one")["tags"], Is.EqualTo(new Dictionary<string, object> { ["there"] = "v" }));
            Assert.That(mocks.InputsOf("one"), Does.Not.ContainKey("text"));
        }
    }

    [Test]
    public async Task A_property_with_an_unknown_anywhere_is_dropped_whole()
    {
        var mocks = new RecordingMocks();
        await Program.PreviewAsync(mocks, () => _ = new Sample("one", new SampleArgs
        {
            Text = "known",
            Nested = new SampleNestedArgs { Text = OutputUtilities.CreateUnknown("later"), Count = 1 },
            Items = { "a", OutputUtilities.CreateUnknown("later") },
            Tags = { ["k"] = OutputUtilities.CreateUnknown("later") },
        }));
        Assert.That(mocks.InputsOf("one").Keys, Is.EqualTo(["text"]));
    }

    [Test]
    public async Task Assets_arrive_as_assets()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () =>
        {
            _ = new Sample("text", new SampleArgs { Asset = new StringAsset("content") });
            _ = new Sample("archive", new SampleArgs
            {
                Asset = new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a"] = new StringAsset("content") }),
            });
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mocks.InputsOf("text")["asset"], Is.InstanceOf<StringAsset>());
            Assert.That(mocks.InputsOf("archive")["asset"], Is.InstanceOf<AssetArchive>());
        }
    }

    [Test]
    public async Task Json_arguments_are_strings_with_the_spacing_of_protobuf()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () =>
        {
            _ = new Pulumi.Aws.Provider("aws", new Pulumi.Aws.ProviderArgs
            {
                DefaultTags = new Pulumi.Aws.Inputs.ProviderDefaultTagsArgs { Tags = { ["project"] = "sample" } },
                SkipCredentialsValidation = false,
                MaxRetries = 5,
                AllowedAccountIds = { "1", "2\"<é" },
            });
            _ = new Pulumi.Aws.Provider("empty", new Pulumi.Aws.ProviderArgs { AllowedAccountIds = new InputList<string>() });
        });
        var inputs = mocks.InputsOf("aws");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mocks.Resources.Single(resource => resource.Name == "aws").Type, Is.EqualTo("pulumi:providers:aws"));
            Assert.That(inputs["defaultTags"], Is.EqualTo("""{ "tags": { "project": "sample" } }"""));
            Assert.That(inputs["skipCredentialsValidation"], Is.EqualTo("false"));
            Assert.That(inputs["skipRegionValidation"], Is.EqualTo("true"), "a default of the provider");
            Assert.That(inputs["maxRetries"], Is.EqualTo("5"));
            Assert.That(inputs["allowedAccountIds"], Is.EqualTo("""[ "1", "2\"\u003cé" ]"""));
            Assert.That(mocks.InputsOf("empty")["allowedAccountIds"], Is.EqualTo("[ ]"));
        }
    }

    /// <summary>Answers nobody before everybody has asked.</summary>
    private sealed class MeetingMocks(int expected) : IMocks
    {
        private readonly TaskCompletionSource _everybody = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _here;

        public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            if (Interlocked.Increment(ref _here) == expected)
                _everybody.SetResult();
            await _everybody.Task;
            return (args.Name, args.Inputs);
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
    }

    private sealed class StackWithRecorder : Stack
    {
        public static readonly List<(string Name, ResourceOptions Options)> Seen = [];

        public StackWithRecorder() : base(new StackOptions
        {
            ResourceTransformations =
            {
                args =>
                {
                    lock (Seen)
                        Seen.Add((args.Resource.GetResourceName(), args.Options));
                    return null;
                },
            },
        })
        {
            var guarded = new Sample("guarded", new SampleArgs { Text = "a" }, new CustomResourceOptions
            {
                Protect = true,
                RetainOnDelete = true,
                DeleteBeforeReplace = true,
                IgnoreChanges = { "text" },
                Aliases = { new Alias { Name = "former" } },
            });
            _ = new Sample("child", options: new CustomResourceOptions { Parent = guarded });
        }
    }
}
