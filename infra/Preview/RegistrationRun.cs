using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Errors;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Nonolive.Infra.Preview;

/// <summary>Runs the program without a cloud and keeps what it registers.</summary>
public static class RegistrationRun
{
    /// <summary>What the program registers for a stack.</summary>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">Two resources have one type and name.</exception>
    public static Task<StackRegistration> RecordAsync(StackSettings settings, ProgramFiles sources) =>
        RecordAsync(settings, sources, new AwsStates(settings.Region, settings.AccountId));

    internal static async Task<StackRegistration> RecordAsync(StackSettings settings, ProgramFiles sources, IStateSource states)
    {
        var secrets = new[] { settings.SandboxPassword, settings.Alerts.PagerUrl }.Where(secret => secret.Length > 0).ToList();
        var recorder = new Recorder(states, secrets);
        var program = new Program(recorder, () => ReportingProgram.Define(settings, sources));
        try
        {
            await Deployment.TestWithServiceProviderAsync<RecordedStack>(
                recorder, program, new TestOptions { ProjectName = SettingsSchema.Project, StackName = settings.Stack, IsPreview = false });
        }
        catch (Exception) when (program.Fault is not null)
        {
            throw program.Fault;
        }
        await recorder.SettleAsync();
        var registration = new StackRegistration(settings.Stack, recorder.Resources, await OutputsAsync(program.Outputs));
        var duplicates = registration.Resources.GroupBy(resource => resource.Key).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return duplicates.Count == 0 ? registration : throw PreviewErrors.Duplicates(settings.Stack, duplicates);
    }

    private static async Task<IReadOnlyDictionary<string, string>> OutputsAsync(IDictionary<string, object?> outputs)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in outputs)
            values[name] = value is Output<string> output ? await OutputUtilities.GetValueAsync(output) : $"{value}";
        return values;
    }

    private sealed class RecordedStack : Stack
    {
        public RecordedStack(Program program) : base(new StackOptions { ResourceTransformations = { program.Recorder.Note } }) =>
            program.Run();
    }

    private sealed class Program(Recorder recorder, Func<IDictionary<string, object?>> define) : IServiceProvider
    {
        public Recorder Recorder => recorder;

        public IDictionary<string, object?> Outputs { get; private set; } = new Dictionary<string, object?>();

        /// <summary>What a person can mend; the runtime keeps only the text of what a program throws.</summary>
        public UserErrorException? Fault { get; private set; }

        public void Run()
        {
            try
            {
                Outputs = define();
            }
            catch (UserErrorException e)
            {
                Fault = e;
                throw;
            }
        }

        public object? GetService(Type serviceType) => serviceType == typeof(RecordedStack) ? new RecordedStack(this) : null;
    }
}
