using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Nonolive.WebConsole.Collector;

namespace Nonolive.WebConsole.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class EventLineTests
{
    private const string Seed = "0000NONOlive";

    [Test]
    public void Bytes_that_are_no_event_are_kept_as_they_came() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            var line = EventLine.Read(bytes, World.Now);
            return !line.WellFormed && line.Bytes.Span.SequenceEqual(bytes);
        }, seed: Seed);

    [Test]
    public void An_event_cut_off_anywhere_is_kept_as_it_came()
    {
        var whole = Encoding.UTF8.GetBytes(Event([("props", JsonValue.Create("a}\"{😀"))]).ToJsonString());
        foreach (var length in Enumerable.Range(0, whole.Length))
        {
            var line = EventLine.Read(whole.AsMemory(0, length), World.Now);
            Assert.That(line.WellFormed, Is.False, $"{length}");
            Assert.That(line.Bytes.ToArray(), Is.EqualTo(whole.AsMemory(0, length).ToArray()), $"{length}");
        }
    }

    [Test]
    public void Only_received_at_of_an_event_changes() =>
        Gen.Select(Gen.String, Gen.OneOf(Gen.String.Select(text => (JsonNode?)text), Gen.Double[-1e9, 1e9].Select(number => (JsonNode?)number), Gen.Bool.Select(flag => (JsonNode?)flag)))
            .Array[0, 5].Sample(fields =>
            {
                var sent = Event(fields);
                var line = EventLine.Read(Encoding.UTF8.GetBytes(sent.ToJsonString()), World.Now);
                sent["received_at"] = "2026-07-16T03:00:00.000Z";
                return line.WellFormed && JsonNode.DeepEquals(JsonNode.Parse(line.Bytes.Span), sent);
            }, seed: Seed);

    private static JsonObject Event(IEnumerable<(string Name, JsonNode? Value)> fields)
    {
        var sent = new JsonObject { ["event_id"] = "0197f0c0-0000-7000-8000-000000000001", ["event_type"] = "like", ["event_time"] = "2026-07-16T02:59:59.000Z" };
        foreach (var (name, value) in fields.Where(field => !sent.ContainsKey(field.Name)).DistinctBy(field => field.Name))
            sent[name] = value?.DeepClone();
        return sent;
    }
}
