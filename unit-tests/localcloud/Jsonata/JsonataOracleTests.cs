using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.LocalCloud.Tests.Jsonata;

/// <summary>The same expressions in the reference implementation (npm package jsonata 2.0.6), where node and the package are installed.</summary>
[TestFixture]
public class JsonataOracleTests
{
    private const string Script = """
        const jsonata = require('jsonata');
        const job = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        (async () => {
          const out = [];
          for (const e of job.expressions) {
            try {
              const v = await jsonata(e).evaluate(job.document);
              out.push(v === undefined ? '' : JSON.stringify(v));
            } catch (x) { out.push('error: ' + (x.message || x)); }
          }
          console.log(JSON.stringify(out));
        })();
        """;

    [Test]
    public async Task The_reference_implementation_gives_the_same()
    {
        var root = await RunAsync("npm", ["root", "-g"], "");
        var job = new JsonObject
        {
            ["document"] = JsonNode.Parse(JsonataCases.Document),
            ["expressions"] = new JsonArray([.. JsonataCases.All.Select(c => (JsonNode)c.Expression)]),
        };
        var output = root is null ? null : await RunAsync("node", ["-e", Script], job.ToJsonString(), root.Trim());
        if (output is null)
            Assert.Ignore("Node or its package jsonata is not installed (npm install -g jsonata@2.0.6).");
        var actual = JsonSerializer.Deserialize<string[]>(output!)!;
        Assert.Multiple(() =>
        {
            foreach (var ((expression, _), reference) in JsonataCases.All.Zip(actual))
                Assert.That(JsonataTests.Evaluate(expression), Is.EqualTo(reference), expression);
        });
    }

    private static async Task<string?> RunAsync(string program, string[] arguments, string input, string? nodePath = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (nodePath is not null)
            start.Environment["NODE_PATH"] = nodePath;
        try
        {
            using var process = Process.Start(start)!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? await output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
