using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>A stage with a state machine: logged, traced, encrypted, with a role of its own.</summary>
internal abstract class MachineStage(string type, StackSettings settings, ComponentResourceOptions? options) : Stage(type, settings, options)
{
    /// <summary>Makes a machine; <paramref name="name"/> is its name in AWS after the stack's prefix, <paramref name="part"/> its role's.</summary>
    protected Aws.Sfn.StateMachine Machine(
        string name, string part, string description, Output<string> keyArn, IEnumerable<Statement> rights, Output<string> definition, InputList<Resource> after)
    {
        var logs = new Aws.CloudWatch.LogGroup(name == "reports" ? "machine-logs" : $"{name}-logs", new()
        {
            // Under this prefix the service's log policies cannot outgrow their limit:
            // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
            Name = $"/aws/vendedlogs/states/{Name(name)}",
            RetentionInDays = Settings.Retention.LogDays,
            KmsKeyId = keyArn,
        }, Child);
        var role = Role(part, description,
            PolicyDocument.Trust("states.amazonaws.com", FromThisAccount,
                Condition.ArnLike("aws:SourceArn", $"arn:aws:states:{Settings.Region}:{Settings.AccountId}:stateMachine:{Settings.Prefix}-*")));
        var granted = Grant(part, role, new([.. rights, .. MachineRights.OfEvery(Settings, keyArn, name)]));
        return new Aws.Sfn.StateMachine($"{name}-machine", new()
        {
            Name = Name(name),
            Type = "STANDARD",
            RoleArn = role.Arn,
            Definition = definition,
            LoggingConfiguration = new Aws.Sfn.Inputs.StateMachineLoggingConfigurationArgs
            {
                Level = "ALL",
                IncludeExecutionData = true,
                LogDestination = Output.Format($"{logs.Arn}:*"),
            },
            TracingConfiguration = new Aws.Sfn.Inputs.StateMachineTracingConfigurationArgs { Enabled = true },
            EncryptionConfiguration = new Aws.Sfn.Inputs.StateMachineEncryptionConfigurationArgs
            {
                Type = "CUSTOMER_MANAGED_KMS_KEY",
                KmsKeyId = keyArn,
                KmsDataKeyReusePeriodSeconds = 900,
            },
        }, new CustomResourceOptions
        {
            Parent = this,
            // A definition is checked against its role's rights, and it names files that must be there before a run reads them.
            DependsOn = after.Concat(granted),
        });
    }
}
