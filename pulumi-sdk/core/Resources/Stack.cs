using System.Reflection;
using Pulumi.Running;

namespace Pulumi;

/// <summary>The root of all resources of a deployment; its [Output] properties are the stack's outputs.</summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null) : this(DeploymentRun.Require(), options)
    {
    }

    private Stack(DeploymentRun deployment, StackOptions? options)
        : base(RootType, $"{deployment.ProjectName}-{deployment.StackName}", ToResourceOptions(options)) =>
        deployment.Stack = this;

    internal void RegisterPropertyOutputs()
    {
        var properties =
            (from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
             let attribute = property.GetCustomAttribute<OutputAttribute>()
             where attribute is not null && property.DeclaringType != typeof(Resource)
             select (Property: property, Name: attribute.Name ?? property.Name)).ToList();

        var wrong = properties.Where(item => !typeof(IOutput).IsAssignableFrom(item.Property.PropertyType)).Select(item => item.Name).ToList();
        if (wrong.Count > 0)
            throw RunException.OutputsHaveIncorrectType(wrong);

        var unset = properties.Where(item => item.Property.GetValue(this) is null).Select(item => item.Name).ToList();
        if (unset.Count > 0)
            throw new RunException(
                $"Output(s) '{string.Join(", ", unset)}' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.");

        RegisterOutputs(properties.ToDictionary(item => item.Name, item => item.Property.GetValue(this)));
    }

    private static ComponentResourceOptions ToResourceOptions(StackOptions? options)
    {
        var result = new ComponentResourceOptions();
        result.ResourceTransformations.AddRange(options?.ResourceTransformations ?? []);
        return result;
    }
}
