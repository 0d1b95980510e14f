using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Nonolive.PulumiSdk.Tests.Semantics;

/// <summary>Semantics 9, 11 and 12: what fails a run, and how it is told.</summary>
internal sealed class FailureTests
{
    [Test]
    public void An_exception_of_the_program_is_a_run_exception() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => Fail("in the program")),
            Throws.TypeOf<RunException>().With.Message.Contains("in the program"));

    [Test]
    public void An_exception_of_an_async_program_is_a_run_exception() =>
        Assert.That(
            async () => await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), async () =>
            {
                await Task.Yield();
                Fail("after waiting");
            }),
            Throws.TypeOf<RunException>().With.Message.Contains("after waiting"));

    [Test]
    public void An_exception_of_a_stacks_constructor_is_a_run_exception() =>
        Assert.That(
            async () => await Deployment.TestAsync<FailingStack>(new RecordingMocks()),
            Throws.TypeOf<RunException>().With.Message.Contains("in the constructor"));

    [Test]
    public void An_exception_in_apply_is_a_run_exception() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => new Sample("one").Urn.Apply(_ =>
            {
                Fail("in apply");
                return 0;
            })),
            Throws.TypeOf<RunException>().With.Message.Contains("in apply"));

    [Test]
    public void An_exception_of_a_mock_is_a_run_exception_even_when_others_depend_on_the_resource()
    {
        var mocks = new RecordingMocks
        {
            Answer = args =>
            {
                if (args.Name == "one")
                    Fail("in the mock");
                return (args.Name, args.Inputs);
            },
        };
        Assert.That(
            async () => await Program.UpdateAsync(mocks, () =>
            {
                var one = new Sample("one");
                _ = new Sample("two", new SampleArgs { Text = one.Text }, new CustomResourceOptions { DependsOn = { one } });
            }),
            Throws.TypeOf<RunException>().With.Message.Contains("in the mock"));
    }

    [Test]
    public void A_missing_required_argument_is_named() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => _ = new Pulumi.Aws.S3.BucketPolicy("p", new Pulumi.Aws.S3.BucketPolicyArgs { Bucket = "b" })),
            Throws.TypeOf<RunException>().With.Message.Contains("[Input] Pulumi.Aws.S3.BucketPolicyArgs.Policy is required but was not given a value"));

    [Test]
    public void A_missing_required_nested_argument_is_named() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => _ = new Sample("one", new SampleArgs { Nested = new SampleNestedArgs() })),
            Throws.TypeOf<RunException>().With.Message.Contains("SampleNestedArgs.Text is required but was not given a value"));

    [Test]
    public void A_run_exception_is_told_without_a_stack_trace() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => throw new RunException("plain words")),
            Throws.TypeOf<RunException>().With.Message.EqualTo("plain words"));

    [Test]
    public void An_error_in_the_log_fails_the_run() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => Log.Error("wrong")),
            Throws.TypeOf<RunException>().With.Message.Contains("wrong"));

    [Test]
    public async Task Other_lines_of_the_log_do_not_fail_the_run() =>
        Assert.That(
            await Program.UpdateAsync(new RecordingMocks(), () =>
            {
                Log.Debug("a");
                Log.Info("b");
                Log.Warn("c");
            }),
            Is.Empty);

    [Test]
    public void Several_errors_come_together() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () =>
            {
                Log.Error("first");
                Log.Error("second");
            }),
            Throws.TypeOf<AggregateException>().With.Message.Contains("first").And.Message.Contains("second"));

    [Test]
    public void A_resource_exception_names_the_fault() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () =>
            {
                var one = new Sample("one");
                throw new ResourceException("a fault of one", one);
            }),
            Throws.TypeOf<RunException>().With.Message.Contains("a fault of one"));

    public static IEnumerable<TestCaseData<object>> NotArguments() =>
    [
        new(1L) { TestName = "long" },
        new(1m) { TestName = "decimal" },
        new(DateTime.UnixEpoch) { TestName = "DateTime" },
        new(new { a = 1 }) { TestName = "anonymous" },
    ];

    [TestCaseSource(nameof(NotArguments))]
    public void Values_that_the_engine_does_not_know_are_errors(object value) =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => _ = new Sample("one", new SampleArgs { Anything = value })),
            Throws.TypeOf<RunException>().With.Message.Contains("is not a supported argument type"));

    [Test]
    public void A_task_among_the_arguments_is_an_error() =>
        Assert.That(
            async () => await Program.UpdateAsync(new RecordingMocks(), () => _ = new Sample("one", new SampleArgs { Anything = Task.FromResult("a") })),
            Throws.TypeOf<RunException>().With.Message.Contains("Tasks are not allowed inside"));

    [Test]
    public void A_deployment_does_not_start_inside_another() =>
        Assert.That(
            async () => await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), async () =>
                await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () => { })),
            Throws.TypeOf<RunException>());

    [Test]
    public async Task A_function_waits_for_resources_and_is_unknown_while_they_are()
    {
        var mocks = new RecordingMocks { Answer = args => (null, args.Inputs) };
        var result = await Program.ReadAsync(
            () => Pulumi.Aws.GetRegion.Invoke(new Pulumi.Aws.GetRegionInvokeArgs(), new InvokeOutputOptions { DependsOn = { new Sample("one") } }), mocks, preview: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsKnown, Is.False);
            Assert.That(mocks.Calls, Is.Empty);
        }
    }

    [Test]
    public async Task A_function_is_called_with_its_arguments()
    {
        var mocks = new RecordingMocks { Call = _ => new Dictionary<string, object> { ["region"] = "ap-southeast-1", ["description"] = "d", ["endpoint"] = "e" } };
        var result = await Program.ReadAsync(() => Pulumi.Aws.GetRegion.Invoke(new Pulumi.Aws.GetRegionInvokeArgs { Region = "x" }), mocks);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Value.Region, Is.EqualTo("ap-southeast-1"));
            Assert.That(result.IsKnown, Is.True);
            Assert.That(mocks.Calls.Single().Token, Is.EqualTo("aws:index/getRegion:getRegion"));
            Assert.That(mocks.Calls.Single().Args, Is.EqualTo(new Dictionary<string, object> { ["region"] = "x" }));
            Assert.That(mocks.Calls.Single().Provider, Is.Empty);
        }
    }

    [Test]
    public async Task A_function_with_unknown_arguments_is_not_called_and_its_result_is_unknown()
    {
        var mocks = new RecordingMocks();
        var result = await Program.ReadAsync(
            () => Pulumi.Aws.GetRegion.Invoke(new Pulumi.Aws.GetRegionInvokeArgs { Region = OutputUtilities.CreateUnknown("later") }), mocks, preview: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsKnown, Is.False);
            Assert.That(mocks.Calls, Is.Empty);
        }
    }

    [Test]
    public async Task A_secret_argument_of_a_function_does_not_make_its_result_secret()
    {
        var mocks = new RecordingMocks { Call = _ => new Dictionary<string, object> { ["region"] = "r" } };
        var result = await Program.ReadAsync(
            () => Pulumi.Aws.GetRegion.Invoke(new Pulumi.Aws.GetRegionInvokeArgs { Region = Output.CreateSecret("x") }), mocks);
        Assert.That((result.IsSecret, result.Value.Region), Is.EqualTo((false, "r")));
    }

    [Test]
    public async Task A_function_can_be_awaited()
    {
        var mocks = new RecordingMocks { Call = _ => new Dictionary<string, object> { ["accountId"] = "1", ["ids"] = new[] { "a" } } };
        string? account = null;
        await Deployment.TestAsync(mocks, new TestOptions(), async () =>
            account = (await Pulumi.Aws.GetCallerIdentity.InvokeAsync()).AccountId);
        Assert.That(account, Is.EqualTo("1"));
    }

    [Test]
    public async Task Duplicate_names_pass_under_mocks() =>
        Assert.That(
            await Program.UpdateAsync(new RecordingMocks(), () =>
            {
                _ = new Sample("same");
                _ = new Sample("same");
            }),
            Has.Length.EqualTo(2));

    [Test]
    public void Without_a_deployment_there_is_no_instance() =>
        Assert.That(() => Deployment.Instance, Throws.TypeOf<InvalidOperationException>());

    private static void Fail(string message) => throw new ArithmeticException(message);

    private sealed class FailingStack : Stack
    {
        public FailingStack() => Fail("in the constructor");
    }
}
