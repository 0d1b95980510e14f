using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;

namespace Nonolive.PulumiSdk.Tests.Semantics;

/// <summary>Semantics 6: secret, unknown and dependencies travel with a value through every combination.</summary>
internal sealed class PropagationTests
{
    public static IEnumerable<TestCaseData<string>> Combinations() => Combined.Keys.Select(name => new TestCaseData<string>(name));

    private static readonly Dictionary<string, Func<Output<string>, Output<string>>> Combined = new()
    {
        ["Apply"] = output => output.Apply(value => value),
        ["Apply to a task"] = output => output.Apply(value => Task.FromResult(value)),
        ["Apply to an output"] = output => output.Apply(value => Output.Create(value)),
        ["an inner output"] = output => Output.Create("x").Apply(_ => output).Apply(value => value),
        ["All"] = output => Output.All(Output.Create("a"), output).Apply(values => values[1]),
        ["All of inputs"] = output => Output.All(new Input<string>[] { "a", output }).Apply(values => values[1]),
        ["Tuple"] = output => Output.Tuple(Output.Create(1), output).Apply(values => values.Item2),
        ["Tuple of eight"] = output => Output.Tuple(Output.Create(1), Output.Create(2), Output.Create(3), Output.Create(4), Output.Create(5), Output.Create(6), Output.Create(7), output)
            .Apply(values => values.Item8),
        ["Format"] = output => Output.Format($"{1}/{output}").Apply(value => value[2..]),
        ["JsonSerialize"] = output => Output.JsonSerialize(Output.Create(new { a = new { b = output } }))
            .Apply(json => JsonDocument.Parse(json).RootElement.GetProperty("a").GetProperty("b").GetString()!),
        ["JsonDeserialize"] = output => Output.JsonDeserialize<string[]>(output.Apply(value => $"[\"{value}\"]")).Apply(value => value[0]),
        ["InputMap"] = output => new InputMap<string> { ["a"] = "x", ["b"] = output }.Apply(map => map["b"]),
        ["InputList"] = output => new InputList<string> { "x", output }.Apply(list => list[1]),
        ["Concat"] = output => new InputList<string> { "x" }.Concat(new InputList<string> { output }).Apply(list => list[1]),
        ["Merge"] = output => InputMap<string>.Merge(new InputMap<string> { ["a"] = "x" }, new InputMap<string> { ["b"] = output }).Apply(map => map["b"]),
        ["GetAt"] = output => Output.All(Output.Create("a"), output).GetAt(1).Apply(value => value),
        ["First"] = output => Output.All(output).First().Apply(value => value),
        ["a union"] = output => ((InputUnion<string, int>)output).Apply(union => union.AsT0),
    };

    [TestCaseSource(nameof(Combinations))]
    public async Task A_value_passes_through(string combination)
    {
        var result = await Program.ReadAsync(() => Combined[combination](Source("one")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Value, Is.EqualTo("value"));
            Assert.That(result.IsKnown, Is.True);
            Assert.That(result.IsSecret, Is.False);
            Assert.That(result.From, Is.EqualTo(["one"]));
        }
    }

    [TestCaseSource(nameof(Combinations))]
    public async Task A_secret_stays_secret_through(string combination)
    {
        var result = await Program.ReadAsync(() => Combined[combination](Output.CreateSecret(Source("one"))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Value, Is.EqualTo("value"));
            Assert.That(result.IsSecret, Is.True);
            Assert.That(result.From, Is.EqualTo(["one"]));
        }
    }

    [TestCaseSource(nameof(Combinations))]
    public async Task An_unknown_stays_unknown_through(string combination)
    {
        var result = await Program.ReadAsync(() => Combined[combination](OutputUtilities.WithDependency(OutputUtilities.CreateUnknown("value"), new Sample("one"))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsKnown, Is.False);
            Assert.That(result.From, Is.EqualTo(["one"]));
        }
    }

    [Test]
    public async Task Apply_is_skipped_on_an_unknown()
    {
        var ran = false;
        await Program.ReadAsync(() => OutputUtilities.CreateUnknown("x").Apply(value =>
        {
            ran = true;
            return value;
        }), preview: true);
        Assert.That(ran, Is.False);
    }

    [Test]
    public async Task Unsecret_takes_the_mark_off()
    {
        var result = await Program.ReadAsync(() => Output.Unsecret(Output.CreateSecret(Task.FromResult("a"))));
        Assert.That((result.Value, result.IsSecret), Is.EqualTo(("a", false)));
    }

    [Test]
    public async Task Dependencies_of_several_outputs_are_joined()
    {
        var result = await Program.ReadAsync(() => Output.Format($"{Source("a")}{Source("b")}"));
        Assert.That(result.From, Is.EqualTo(["a", "b"]));
    }

    [Test]
    public async Task An_output_that_depends_on_another_resource_hands_on_only_the_last()
    {
        var result = await Program.ReadAsync(() => new Sample("second", new SampleArgs { Text = Source("first") }).Text);
        Assert.That(result.From, Does.Contain("second"));
    }

    [Test]
    public async Task Text_of_an_output_is_not_its_value()
    {
        var text = "";
        await Program.UpdateAsync(new RecordingMocks(), () => text = Output.Create("secret value").ToString());
        Assert.That(text, Does.Not.Contain("secret value").And.Contains("Output<T>"));
    }

    [Test]
    public async Task A_task_makes_an_output()
    {
        var result = await Program.ReadAsync(() => Output<string>.Create(Task.FromResult("a")).Apply(value => value + "b"));
        Assert.That(result.Value, Is.EqualTo("ab"));
    }

    [Test]
    public async Task Lists_convert_from_all_kinds_of_sequences()
    {
        InputList<string>[] lists =
        [
            "a",
            Output.Create("a"),
            (Input<string>)"a",
            new[] { "a" },
            new List<string> { "a" },
            ImmutableArray.Create("a"),
            new Input<string>[] { "a" },
            new List<Input<string>> { "a" },
            ImmutableArray.Create<Input<string>>("a"),
            new[] { Output.Create("a") },
            new List<Output<string>> { Output.Create("a") },
            ImmutableArray.Create(Output.Create("a")),
            Output.Create(new[] { "a" }),
            Output.Create(new List<string> { "a" }),
            Output.Create<IEnumerable<string>>(new[] { "a" }),
            Output.Create(ImmutableArray.Create("a")),
        ];
        foreach (var list in lists)
            Assert.That(await OutputUtilities.GetValueAsync(list.ToOutput()), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Maps_convert_from_all_kinds_of_dictionaries_and_a_later_entry_wins_a_merge()
    {
        InputMap<string>[] maps =
        [
            new Dictionary<string, string> { ["a"] = "1" },
            ImmutableDictionary<string, string>.Empty.Add("a", "1"),
            Output.Create(new Dictionary<string, string> { ["a"] = "1" }),
            Output.Create<IDictionary<string, string>>(new Dictionary<string, string> { ["a"] = "1" }),
            Output.Create(ImmutableDictionary<string, string>.Empty.Add("a", "1")),
            InputMap<string>.Merge(new InputMap<string> { ["a"] = "0" }, new InputMap<string> { ["a"] = "1" }),
        ];
        foreach (var map in maps)
            Assert.That(await OutputUtilities.GetValueAsync(map.ToOutput()), Is.EqualTo(new Dictionary<string, string> { ["a"] = "1" }));
    }

    [Test]
    public async Task A_list_is_enumerated_asynchronously_only()
    {
        var list = new InputList<string> { "a", "b" };
        var seen = new List<string>();
        await foreach (var item in list)
            seen.Add(await OutputUtilities.GetValueAsync(item.ToOutput()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen, Is.EqualTo(["a", "b"]));
            Assert.That(() => ((System.Collections.IEnumerable)list).GetEnumerator(), Throws.TypeOf<NotSupportedException>());
        }
    }

    [Test]
    public async Task A_map_is_enumerated_asynchronously()
    {
        var map = new InputMap<string> { { "a", "1" } };
        map.Add(new InputMap<string> { ["b"] = "2" });
        var seen = new Dictionary<string, string>();
        await foreach (var item in map)
        {
            var (key, value) = await OutputUtilities.GetValueAsync(item.ToOutput());
            seen[key] = value;
        }
        Assert.That(seen, Is.EqualTo(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }));
    }

    private static Output<string> Source(string name) => new Sample(name, new SampleArgs { Text = "value" }).Text;
}
