using System.Reflection;
using Nonolive.PulumiSdk.Generator;
using Pulumi;

namespace Nonolive.PulumiSdk.Tests.Parity;

/// <summary>
/// The AWS classes against the facts of the provider's typings: names, kinds, required marks, tokens, secrets and
/// deprecations. With the packages restored the same tests hold the genuine Pulumi.Aws against them.
/// </summary>
internal sealed class AwsParityTests
{
    private static readonly Assembly Aws = typeof(Pulumi.Aws.Provider).Assembly;

    [TestCaseSource(typeof(Facts), nameof(Facts.All))]
    public void Arguments_have_the_names_kinds_and_marks_of_the_typings(FactType type)
    {
        var actual = Inputs(Class(type.ArgsClass)).ToDictionary(input => input.Name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual.Keys, Is.EquivalentTo(type.Members.Select(member => member.Name)));
            foreach (var member in type.Members.Where(member => actual.ContainsKey(member.Name)))
            {
                var input = actual[member.Name];
                Assert.That(Kinds.OfCSharp(input.Type), Is.EqualTo(Kinds.OfTypeScript(member.Kind)), $"kind of {member.Name}");
                Assert.That(input.IsRequired, Is.EqualTo(member.IsRequired), $"required mark of {member.Name}");
                Assert.That(input.IsObsolete, Is.EqualTo(member.IsDeprecated && input.IsField), $"deprecation of {member.Name}");
            }
        }
    }

    [Test]
    public void Some_thousand_arguments_are_compared()
    {
        var count = Facts.All.Sum(type => type.Members.Count);
        TestContext.Out.WriteLine($"{Facts.All.Count} types, {count} arguments.");
        Assert.That(count, Is.GreaterThan(1500));
    }

    public static IEnumerable<FactType> Resources() => Facts.OfSort("resource");

    public static IEnumerable<FactType> Functions() => Facts.OfSort("function");

    [TestCaseSource(nameof(Resources))]
    public void A_resource_has_its_token(FactType type)
    {
        var token = Class(type.MainClass).GetCustomAttributes<ResourceTypeAttribute>().Single().Type;
        Assert.That(token, Is.EqualTo(type.Name == "Provider" ? $"pulumi:providers:{type.Detail}" : type.Detail));
    }

    [TestCaseSource(nameof(Functions))]
    public async Task A_function_calls_its_token(FactType type)
    {
        var invoke = Class(type.MainClass).GetMethods().Single(method =>
            method.Name == "Invoke" && method.GetParameters() is [_, { } options] && options.ParameterType == typeof(InvokeOptions));
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () => invoke.Invoke(null, [Activator.CreateInstance(Class(type.ArgsClass)), null]));
        Assert.That(mocks.Calls.Single().Token, Is.EqualTo(type.Detail));
    }

    [TestCaseSource(nameof(Resources))]
    public async Task Exactly_the_secret_arguments_become_secret(FactType type)
    {
        var args = Activator.CreateInstance(Class(type.ArgsClass))!;
        var texts = type.Members.Where(member => member.Kind == "string").ToList();
        using (Assert.EnterMultipleScope())
        {
            foreach (var member in texts)
            {
                var property = args.GetType().GetProperty(Names.Property(type.Name, member.Name))!;
                property.SetValue(args, (Input<string>)"x");
                var isSecret = await Output.IsSecretAsync(((Input<string>)property.GetValue(args)!).ToOutput());
                Assert.That(isSecret, Is.EqualTo(member.IsSecret), member.Name);
            }
        }
    }

    [Test]
    public void Thresholds_and_capacities_accept_fractions_and_counts_do_not()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(typeof(Pulumi.Aws.CloudWatch.MetricAlarmArgs).GetProperty("Threshold")!.PropertyType, Is.EqualTo(typeof(Input<double>)));
            Assert.That(typeof(Pulumi.Aws.Rds.Inputs.ClusterServerlessv2ScalingConfigurationArgs).GetProperty("MaxCapacity")!.PropertyType, Is.EqualTo(typeof(Input<double>)));
            Assert.That(typeof(Pulumi.Aws.Budgets.Inputs.BudgetNotificationArgs).GetProperty("Threshold")!.PropertyType, Is.EqualTo(typeof(Input<double>)));
            Assert.That(typeof(Pulumi.Aws.CloudWatch.MetricAlarmArgs).GetProperty("Period")!.PropertyType, Is.EqualTo(typeof(Input<int>)));
            Assert.That(typeof(Pulumi.Aws.Rds.ClusterInstanceArgs).GetProperty("Engine")!.PropertyType, Is.EqualTo(typeof(Input<Pulumi.Aws.Rds.EngineType>)));
            Assert.That(typeof(Pulumi.Aws.S3.BucketArgs).GetProperty("BucketName")!.PropertyType, Is.EqualTo(typeof(Input<string>)));
            Assert.That(typeof(Pulumi.Aws.Iam.PolicyArgs).GetProperty("PolicyDocument"), Is.Not.Null);
        }
    }

    [Test]
    public async Task Defaults_of_the_provider_are_sent()
    {
        var mocks = new RecordingMocks();
        await Program.UpdateAsync(mocks, () =>
        {
            _ = new Pulumi.Aws.Ec2.SecurityGroup("group");
            _ = new Pulumi.Aws.Rds.SubnetGroup("subnets", new Pulumi.Aws.Rds.SubnetGroupArgs { SubnetIds = { "a" } });
            _ = new Pulumi.Aws.Rds.ClusterParameterGroup("parameters", new Pulumi.Aws.Rds.ClusterParameterGroupArgs { Family = "f" });
        });
        Assert.That(mocks.Resources.Select(resource => resource.Inputs["description"]), Is.All.EqualTo("Managed by Pulumi"));
    }

    [Test]
    public async Task The_output_form_of_every_resource_reads_an_empty_state()
    {
        var resources = Resources().Where(type => type.Name != "Provider").ToList();
        var mocks = new RecordingMocks { Answer = args => (args.Name, new Dictionary<string, object>()) };
        var made = await Program.UpdateAsync(mocks, () =>
        {
            foreach (var type in resources)
                _ = Activator.CreateInstance(Class(type.MainClass), $"one-{type.Name}", Filled(type), null);
        });
        Assert.That(made, Has.Length.EqualTo(resources.Count));
    }

    [Test]
    public void What_is_committed_is_what_the_typings_give()
    {
        if (Sdk.Typings is not { } typings)
        {
            Assert.Ignore("NONO_PULUMI_AWS_TYPINGS names no folder of the npm package @pulumi/aws (`npm install @pulumi/aws@7.48.0`), so nothing is regenerated.");
            return;
        }
        var generated = AwsGenerator.Generate(typings, File.ReadAllLines(Path.Combine(Sdk.AwsFolder, "resources.txt")));
        var folder = Path.Combine(Sdk.AwsFolder, "Generated");
        var committed = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(committed.Keys, Is.EquivalentTo(generated.Keys));
            foreach (var (path, text) in generated.Where(file => committed.ContainsKey(file.Key)))
                Assert.That(committed[path], Is.EqualTo(text), path);
        }
    }

    /// <summary>Arguments with something in every required member, so that the registration goes through.</summary>
    private static object Filled(FactType type)
    {
        var args = Activator.CreateInstance(Class(type.ArgsClass))!;
        foreach (var member in type.Members.Where(member => member.IsRequired))
        {
            var property = args.GetType().GetProperty(Names.Property(type.Name, member.Name))!;
            property.SetValue(args, Sample(property.PropertyType));
        }
        return args;
    }

    private static object Sample(Type type)
    {
        if (type == typeof(Input<string>))
            return (Input<string>)"x";
        if (type == typeof(Input<int>))
            return (Input<int>)1;
        if (type == typeof(Input<double>))
            return (Input<double>)1;
        if (type == typeof(Input<bool>))
            return (Input<bool>)true;
        if (type == typeof(Input<Pulumi.Aws.Rds.EngineType>))
            return (Input<Pulumi.Aws.Rds.EngineType>)Pulumi.Aws.Rds.EngineType.AuroraPostgresql;
        if (type.GetConstructor([]) is { } constructor)
            return constructor.Invoke([]);
        var inner = type.GetGenericArguments()[0];
        var value = inner.GetConstructor([])!.Invoke([]);
        foreach (var input in inner.GetProperties().Where(property => property.GetCustomAttributesData().Any(IsRequired)))
            input.SetValue(value, Sample(input.PropertyType));
        return type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == "op_Implicit" && method.GetParameters()[0].ParameterType == inner).Invoke(null, [value])!;
    }

    private static bool IsRequired(CustomAttributeData attribute) =>
        attribute.AttributeType == typeof(InputAttribute) && attribute.ConstructorArguments[1].Value is true;

    private static Type Class(string name) => Aws.GetType(name) ?? throw new AssertionException($"There is no class {name}.");

    private static IEnumerable<(string Name, Type Type, bool IsRequired, bool IsField, bool IsObsolete)> Inputs(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var member in type.GetMembers(All))
        {
            var attribute = member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == typeof(InputAttribute));
            if (attribute is null)
                continue;
            var name = (string)attribute.ConstructorArguments[0].Value!;
            var field = member as FieldInfo;
            var property = field is null
                ? (PropertyInfo)member
                : type.GetProperties().Single(candidate => $"_{char.ToLowerInvariant(candidate.Name[0])}{candidate.Name[1..]}" == field.Name);
            yield return (
                name, field?.FieldType ?? property.PropertyType, IsRequired(attribute), field is not null,
                property.GetCustomAttribute<ObsoleteAttribute>() is not null);
        }
    }
}
