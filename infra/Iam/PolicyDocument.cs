using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi;

namespace Nonolive.Infra.Iam;

/// <summary>A policy as an object: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</summary>
internal sealed record PolicyDocument(params Statement[] Statements)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Output<string> ToJson() => Output.All(Statements.Select(statement => statement.ToJson())).Apply(statements => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. statements.Select(statement => statement.DeepClone())]),
    }.ToJsonString(Readable));

    /// <summary>Who may take a role on.</summary>
    public static PolicyDocument Trust(string service, params Condition[] conditions) =>
        new(new Statement("Trust", "Allow", ["sts:AssumeRole"], new InputList<string>()) { Conditions = conditions }.To(Principal.Service(service)));
}
