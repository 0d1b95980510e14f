using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>
/// What an empty account lacks: a small VPC over two zones, an Aurora PostgreSQL Serverless v2 cluster that DMS can read
/// changes from, and the roles of the application and the console.
/// </summary>
internal sealed class Sandbox : Stage
{
    private const string Cidr = "10.90.0.0/16";

    public Sandbox(StackSettings settings, Input<string> keyArn, ComponentResourceOptions? options = null) : base("Sandbox", settings, options)
    {
        var vpc = new Aws.Ec2.Vpc("vpc", new()
        {
            CidrBlock = Cidr,
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            Tags = EmrTag.With(Name("vpc")),
        }, Child);
        // The default group of a VPC lets its members talk; nothing of ours is a member, and nothing may become one.
        var subnets = new[] { Subnet(vpc, "a", "10.90.0.0/20"), Subnet(vpc, "b", "10.90.16.0/20") };
        var routes = RouteOut(vpc, subnets);
        var database = new SandboxDatabase(this, settings, vpc, subnets, keyArn);
        Place = new Place
        {
            VpcId = vpc.Id,
            SubnetIds = new() { subnets[0].Id, subnets[1].Id },
            RouteTableIds = routes.Id,
            AuroraSecurityGroupId = database.SecurityGroup.Id,
            AuroraSecretArn = database.SecretArn,
            AuroraSecretKeyArn = keyArn,
            ApplicationRole = Actor("application", "The sandbox's application").Name,
            ConsoleRole = Actor("console", "The sandbox's console").Name,
        };
        RegisterOutputs();
    }

    public Place Place { get; }

    internal CustomResourceOptions ChildOptions => Child;

    internal string NameOf(string part) => Name(part);

    private Aws.Ec2.Subnet Subnet(Aws.Ec2.Vpc vpc, string zone, string cidr) => new($"private-{zone}", new()
    {
        VpcId = vpc.Id,
        CidrBlock = cidr,
        AvailabilityZone = $"{Settings.Region}{zone}",
        MapPublicIpOnLaunch = false,
        Tags = EmrTag.With(Name($"private-{zone}")),
    }, Child);

    // One NAT gateway in one zone: a sandbox may lose a zone.
    private Aws.Ec2.RouteTable RouteOut(Aws.Ec2.Vpc vpc, IReadOnlyList<Aws.Ec2.Subnet> subnets)
    {
        var internet = new Aws.Ec2.InternetGateway("internet", new() { VpcId = vpc.Id, Tags = { ["Name"] = Name("internet") } }, Child);
        var publicSubnet = new Aws.Ec2.Subnet("public", new()
        {
            VpcId = vpc.Id,
            CidrBlock = "10.90.32.0/24",
            AvailabilityZone = $"{Settings.Region}a",
            MapPublicIpOnLaunch = false,
            Tags = { ["Name"] = Name("public") },
        }, Child);
        var address = new Aws.Ec2.Eip("nat-address", new() { Domain = "vpc", Tags = { ["Name"] = Name("nat") } }, Child);
        var nat = new Aws.Ec2.NatGateway("nat", new() { SubnetId = publicSubnet.Id, AllocationId = address.Id, Tags = { ["Name"] = Name("nat") } },
            new CustomResourceOptions { Parent = this, DependsOn = { internet } });
        _ = Table("public", vpc, [publicSubnet], route => route.GatewayId = internet.Id);
        return Table("private", vpc, subnets, route => route.NatGatewayId = nat.Id);
    }

    private Aws.Ec2.RouteTable Table(string name, Aws.Ec2.Vpc vpc, IReadOnlyList<Aws.Ec2.Subnet> subnets, Action<Aws.Ec2.RouteArgs> target)
    {
        var table = new Aws.Ec2.RouteTable($"{name}-routes", new() { VpcId = vpc.Id, Tags = { ["Name"] = Name(name) } }, Child);
        var route = new Aws.Ec2.RouteArgs { RouteTableId = table.Id, DestinationCidrBlock = "0.0.0.0/0" };
        target(route);
        _ = new Aws.Ec2.Route($"{name}-out", route, Child);
        for (var i = 0; i < subnets.Count; i++)
            _ = new Aws.Ec2.RouteTableAssociation($"{name}-{i}", new() { RouteTableId = table.Id, SubnetId = subnets[i].Id }, Child);
        return table;
    }

    // Whoever administers the account decides who becomes these; an instance or task takes them on through a session.
    private Aws.Iam.Role Actor(string part, string description) => Role(part, description, PolicyDocument.Trust("ec2.amazonaws.com"));
}
