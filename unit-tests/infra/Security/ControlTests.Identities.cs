using System.Text.Json.Nodes;
using Nonolive.Infra.Iam.Evaluation;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Security;

public sealed partial class ControlTests
{
    [Test]
    [Control("IAM.1, IAM.21, CKV_AWS_62, CKV_AWS_63, CKV_AWS_286-290, F3, F4, F38, F39, AWS-0057, AWS-0342", "no policy of an identity has a wildcard in an action")]
    public async Task No_identity_is_allowed_whole_services()
    {
        foreach (var statement in await IdentityStatements())
            Assert.That(statement.Actions, Has.None.Contains("*"), $"{statement}");
    }

    [Test]
    [Control("CKV_AWS_355, IAM5, W11, W12", "only the listed statements are about every resource, and patterns end in a path of a bucket, a job run or a table")]
    public async Task No_identity_is_allowed_every_resource_without_a_reason()
    {
        foreach (var statement in (await IdentityStatements()).Where(statement => statement.Resources.Contains("*")))
            Assert.That(SecurityExceptions.StatementsOnEverything, Does.Contain(statement.Sid), $"{statement}");
    }

    [Test]
    [Control("KMS.1, KMS.2", "identities decrypt with the named keys only")]
    public async Task Nobody_decrypts_with_every_key()
    {
        foreach (var statement in (await IdentityStatements()).Where(statement => statement.Actions.Any(action => action.StartsWith("kms:", StringComparison.Ordinal))))
            Assert.That(statement.Resources, Is.All.StartsWith("arn:aws:kms:").And.None.Contains("*"), $"{statement}");
    }

    [Test]
    [Control("CKV_AWS_60, CKV_AWS_61, PassRole", "roles are passed by name, and only to the service that needs them")]
    public async Task Roles_are_passed_by_name_to_one_service()
    {
        foreach (var statement in (await IdentityStatements()).Where(statement => statement.Actions.Contains("iam:PassRole")))
        {
            Assert.That(statement.Resources, Is.All.Contains(":role/").And.None.Contains("*"), $"{statement}");
            Assert.That(statement.Conditions.Select(condition => condition.Key), Does.Contain("iam:PassedToService"), $"{statement}");
        }
    }

    [Test]
    [Control("IAM.2, CKV2_AWS_40, CKV2_AWS_56, IAM4, F11, F12", "the stack makes no users and no groups; AWS-managed policies are the listed ones")]
    public async Task There_are_no_users_and_only_the_listed_managed_policies()
    {
        var world = await World.OfAsync(stack);
        Assert.That(world.Registration.Resources.Select(resource => resource.Type), Has.None.StartsWith("aws:iam/user").And.None.StartsWith("aws:iam/group").And.None.StartsWith("aws:iam/accessKey"));
        Assert.That(world.Policies.RoleNames.SelectMany(world.Policies.ManagedPoliciesOf), Is.SubsetOf(new[]
        {
            "service-role/AmazonEMRServicePolicy_v2", "service-role/AmazonDMSVPCManagementRole", "service-role/AmazonDMSCloudWatchLogsRole",
        }));
    }

    [Test]
    [Control("confused deputy", "services take a role on only for this account (EC2 sends no account with an instance profile)")]
    public async Task Services_take_roles_on_for_this_account_only()
    {
        var world = await World.OfAsync(stack);
        foreach (var role in world.Registration.OfType("aws:iam/role:Role"))
        {
            var statement = world.Policies.TrustOf(role.Text("name")!).Statements.Single();
            Assert.That(statement.Principals.Select(principal => principal.Kind), Is.All.EqualTo("Service"), role.Name);
            if (!statement.Principals.Select(principal => principal.Value).Contains("ec2.amazonaws.com"))
                Assert.That(statement.Conditions.Select(condition => condition.Key), Does.Contain("aws:SourceAccount"), role.Name);
        }
    }

    [Test]
    [Control("secrets", "no registered argument holds a password, an access key or a private key")]
    public async Task Nothing_secret_is_registered()
    {
        foreach (var resource in (await Stacks.RecordAsync(stack)).Resources)
            Assert.That(Texts(resource.Inputs), Has.None.Match("AKIA[0-9A-Z]{16}|PRIVATE KEY|(?i)password\"?\\s*[:=]"), resource.Key);
    }

    private async Task<IEnumerable<PolicyStatement>> IdentityStatements()
    {
        var world = await World.OfAsync(stack);
        return world.Policies.RoleNames.SelectMany(role => world.Policies.Role(role).Policies).SelectMany(policy => policy.Statements).Where(statement => statement.Allows);
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
