using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>
/// Security groups that let out what a part needs and nothing else, and the endpoints it needs it through. Rules are
/// resources of their own, because EMR adds its inbound rules to the groups itself
/// (https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-man-sec-groups.html).
/// </summary>
internal sealed class Network : Stage
{
    // EMR's control plane and its nodes: the numbers are EMR's.
    private const int ServiceToNodes = 8443;
    private const int NodesToService = 9443;
    private const int Https = 443;

    private readonly Aws.Ec2.SecurityGroup? _endpoints;

    public Network(StackSettings settings, Place place, ComponentResourceOptions? options = null) : base("Network", settings, options)
    {
        var services = settings.Network.PrivateEndpoints;
        _endpoints = services.Count > 0 ? Group("endpoints", place.VpcId, "Interface endpoints of AWS services") : null;
        Replication = Group("replication", place.VpcId, "DMS: reads Aurora, writes to S3");
        Primary = Group("emr-primary", place.VpcId, "EMR primary node", emr: true);
        Nodes = Group("emr-nodes", place.VpcId, "EMR core and task nodes", emr: true);
        Service = Group("emr-service", place.VpcId, "EMR's control plane in the private subnet", emr: true);

        var port = settings.Source.Port;
        Out("replication-to-aurora", Replication, port, "To Aurora", to: place.AuroraSecurityGroupId);
        In("aurora-from-replication", place.AuroraSecurityGroupId, port, "From DMS of the reporting pipeline", Replication);
        ReachServices("replication", Replication, ["secretsmanager"]);

        foreach (var (name, group) in (IEnumerable<(string, Aws.Ec2.SecurityGroup)>)[("primary", Primary), ("nodes", Nodes)])
        {
            Out($"{name}-to-primary", group, null, "To the primary node", to: Primary.Id);
            Out($"{name}-to-nodes", group, null, "To core and task nodes", to: Nodes.Id);
            Out($"{name}-to-service", group, NodesToService, "To EMR's control plane", to: Service.Id);
            Out($"service-to-{name}", Service, ServiceToNodes, $"To EMR's agent on the {name}", to: group.Id);
            ReachServices(name, group, ["glue", "kms", "elasticmapreduce"]);
        }
        In("service-from-primary", Service.Id, NodesToService, "From the primary node", Primary);

        S3Endpoint = settings.Sandbox || settings.Network.RouteTableIds.Count > 0 ? GatewayEndpoint(place) : null;
        foreach (var service in services)
            InterfaceEndpoint(service, place);
        // The sandbox tags the subnets that it makes; these exist, and the EMR service's policy demands the tag.
        foreach (var subnet in settings.Sandbox ? [] : settings.Network.PrivateSubnetIds)
            _ = new Aws.Ec2.Tag($"emr-may-use-{subnet}", new() { ResourceId = subnet, Key = EmrTag.Key, Value = EmrTag.Value }, Child);
        RegisterOutputs();
    }

    public Aws.Ec2.SecurityGroup Replication { get; }

    public Aws.Ec2.SecurityGroup Primary { get; }

    public Aws.Ec2.SecurityGroup Nodes { get; }

    public Aws.Ec2.SecurityGroup Service { get; }

    public Aws.Ec2.VpcEndpoint? S3Endpoint { get; }

    private Aws.Ec2.SecurityGroup Group(string part, Input<string> vpcId, string description, bool emr = false) => new($"{part}-group", new()
    {
        Name = Name(part),
        Description = description,
        VpcId = vpcId,
        // EMR's rules in two groups name each other, so neither could be deleted.
        RevokeRulesOnDelete = emr,
        Tags = emr ? EmrTag.With(Name(part)) : new InputMap<string> { ["Name"] = Name(part) },
    }, Child);

    private void ReachServices(string part, Aws.Ec2.SecurityGroup group, IReadOnlyList<string> needs)
    {
        Out($"{part}-to-s3", group, Https, "To S3", prefixList: Settings.Network.S3PrefixListId);
        var missing = needs.Except(Settings.Network.PrivateEndpoints).ToList();
        if (_endpoints is not null && missing.Count < needs.Count)
        {
            Out($"{part}-to-endpoints", group, Https, "To endpoints of AWS services", to: _endpoints.Id);
            In($"endpoints-from-{part}", _endpoints.Id, Https, $"From {part}", group);
        }
        if (missing.Count > 0)
            Out($"{part}-to-services", group, Https, $"By NAT to {string.Join(", ", missing)}", cidr: "0.0.0.0/0");
    }

    private void Out(
        string name, Aws.Ec2.SecurityGroup from, int? port, string description, Input<string>? to = null, string? prefixList = null, string? cidr = null) =>
        _ = new Aws.Vpc.SecurityGroupEgressRule(name, new()
        {
            SecurityGroupId = from.Id,
            Description = description,
            IpProtocol = port is null ? "-1" : "tcp",
            FromPort = port is { } first ? first : null!,
            ToPort = port is { } last ? last : null!,
            ReferencedSecurityGroupId = to!,
            PrefixListId = prefixList!,
            CidrIpv4 = cidr!,
        }, Child);

    private void In(string name, Input<string> to, int port, string description, Aws.Ec2.SecurityGroup from) =>
        _ = new Aws.Vpc.SecurityGroupIngressRule(name, new()
        {
            SecurityGroupId = to,
            Description = description,
            IpProtocol = "tcp",
            FromPort = port,
            ToPort = port,
            ReferencedSecurityGroupId = from.Id,
        }, Child);

    private Aws.Ec2.VpcEndpoint GatewayEndpoint(Place place) => new("s3-endpoint", new()
    {
        VpcId = place.VpcId,
        ServiceName = $"com.amazonaws.{Settings.Region}.s3",
        VpcEndpointType = "Gateway",
        RouteTableIds = place.RouteTableIds,
        Tags = { ["Name"] = Name("s3") },
    }, Child);

    private void InterfaceEndpoint(string service, Place place) => _ = new Aws.Ec2.VpcEndpoint($"{service}-endpoint", new()
    {
        VpcId = place.VpcId,
        ServiceName = $"com.amazonaws.{Settings.Region}.{service}",
        VpcEndpointType = "Interface",
        SubnetIds = place.SubnetIds,
        SecurityGroupIds = _endpoints!.Id,
        PrivateDnsEnabled = true,
        Tags = { ["Name"] = Name(service) },
    }, Child);
}
