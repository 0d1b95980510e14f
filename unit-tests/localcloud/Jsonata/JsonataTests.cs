using System.Text.Json.Nodes;
using CsCheck;
using Nonolive.LocalCloud.Jsonata;

namespace Nonolive.LocalCloud.Tests.Jsonata;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class JsonataTests
{
    private static IEnumerable<TestCaseData> Cases() =>
        JsonataCases.All.Select(c => new TestCaseData(c.Expression, c.Expected).SetName($"Evaluates({c.Expression})"));

    [TestCaseSource(nameof(Cases))]
    public void Evaluates(string expression, string expected)
    {
        Assert.That(Evaluate(expression), Is.EqualTo(expected));
    }

    [TestCase("$nope(1)", "a function")]
    [TestCase("1 + 'a'", "needs numbers")]
    [TestCase("1 < 'a'", "one type")]
    [TestCase("$error('stop here')", "stop here")]
    [TestCase("$number('x')", "not a number")]
    [TestCase("{'a': 1, 'a': 2}", "two pairs")]
    [TestCase("1 / 0", "finite")]
    [TestCase("($f := function($n) { $f($n + 1) }; $f(0))", "deeply")]
    public void A_wrong_value_is_an_error(string expression, string expected)
    {
        Assert.That(() => Evaluate(expression), Throws.TypeOf<JsonataException>().With.Message.Contains(expected));
    }

    [TestCase("a.%.b", "parent operator", 2)]
    [TestCase("a@$x.b", "variable binding", 1)]
    [TestCase("a#$i.b", "variable binding", 1)]
    [TestCase("a ~> |b|{'c': 1}|", "transform", 5)]
    [TestCase("$substring(?, 1)", "partial application", 11)]
    [TestCase("a ?? b", "'??'", 2)]
    [TestCase("a +", "too early", 3)]
    [TestCase("(a", "expected ')'", 2)]
    [TestCase("'abc", "no end", 0)]
    [TestCase("a b", "unexpected 'b'", 2)]
    [TestCase("[1, 2", "expected ']'", 5)]
    [TestCase("function($x)<n:n>{$x}", "signature", 12)]
    public void What_is_outside_of_the_subset_is_refused_with_its_place(string expression, string expected, int position)
    {
        Assert.That(() => JsonataExpression.Parse(expression),
            Throws.TypeOf<JsonataException>().With.Message.Contains(expected).And.Property(nameof(JsonataException.Position)).EqualTo(position));
    }

    [TestCase("$partition([1,2,3], 2)", "[[1,2],[3]]")]
    [TestCase("$range(0, 10, 5)", "[0,5,10]")]
    [TestCase("$hash('a', 'SHA-256')", "\"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\"")]
    [TestCase("$parse('{\"a\": [1, null]}')", """{"a":[1,null]}""")]
    public void Functions_of_Step_Functions(string expression, string expected)
    {
        Assert.That(Evaluate(expression), Is.EqualTo(expected));
    }

    [Test]
    public void Whatever_is_written_gives_a_value_or_an_error_with_its_place()
    {
        string[] pieces =
        [
            "$", "$$", "$x", "a", "steps", ".", "[", "]", "(", ")", "{", "}", ":", ";", ",", "?", ":=", "~>", "..", "+", "-", "*", "**", "/", "%", "&", "=", "!=", "<", ">=",
            "and", "or", "in", "^", "1", "0.5", "'t'", "\"u\"", "`q`", "true", "null", "function", "$map", "$sum", "$string", "$split", "/a+/", "@", "#", "|", "  ",
        ];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 14].Sample(words =>
        {
            try
            {
                Evaluate(string.Concat(words));
            }
            catch (JsonataException e)
            {
                Assert.That(e.Position, Is.InRange(0, string.Concat(words).Length));
            }
        }, iter: 20_000);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Evaluate(string expression)
    {
        var input = JsonataValues.FromJson(JsonNode.Parse(JsonataCases.Document));
        var result = JsonataExpression.Parse(expression).Evaluate(new Dictionary<string, object?>(), TimeProvider.System, input);
        return result is Undefined ? "" : JsonataValues.ToJson(result)?.ToJsonString(Relaxed) ?? "null";
    }
}
