using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Errors;
using static Nonolive.LocalCloud.Tests.StateMachines.Machines;

namespace Nonolive.LocalCloud.Tests.StateMachines;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class StateMachineTests
{
    [Test]
    public async Task States_pass_output_on_and_variables_reach_later_states()
    {
        var machine = Machine("""
            "First": {"Type": "Pass", "Assign": {"day": "{% $states.input.dt %}", "n": 2}, "Output": {"twice": "{% $states.input.x * 2 %}"}, "Next": "Second"},
            "Second": {"Type": "Task", "Resource": "arn:aws:states:::test:echo", "Arguments": {"Value": "{% $day & '/' & $states.input.twice * $n %}"}, "End": true}
            """, "First");
        Assert.That(await OutputOf(machine, """{"dt": "2026-11-24", "x": 5}"""), Is.EqualTo("""{"Value":"2026-11-24/20"}"""));
    }

    [Test]
    public async Task Assign_and_output_see_the_variables_as_they_were()
    {
        var machine = Machine("""
            "A": {"Type": "Pass", "Assign": {"x": 1, "y": 10}, "Next": "B"},
            "B": {"Type": "Pass", "Assign": {"x": "{% $y %}", "y": "{% $x %}"}, "Output": "{% $x %}", "Next": "C"},
            "C": {"Type": "Pass", "Output": ["{% $states.input %}", "{% $x %}", "{% $y %}"], "End": true}
            """, "A");
        Assert.That(await OutputOf(machine), Is.EqualTo("[1,10,1]"));
    }

    [Test]
    public async Task Choice_takes_the_first_rule_that_applies_or_the_default()
    {
        var machine = Machine("""
            "Pick": {"Type": "Choice", "Choices": [
                {"Condition": "{% $states.input.n > 10 %}", "Next": "Big", "Assign": {"size": "big"}},
                {"Condition": "{% $states.input.n > 5 %}", "Next": "Big", "Assign": {"size": "medium"}}], "Default": "Small"},
            "Big": {"Type": "Pass", "Output": "{% $size %}", "End": true},
            "Small": {"Type": "Succeed", "Output": "small"}
            """, "Pick");
        Assert.That(await OutputOf(machine, """{"n": 11}"""), Is.EqualTo("\"big\""));
        Assert.That(await OutputOf(machine, """{"n": 6}"""), Is.EqualTo("\"medium\""));
        Assert.That(await OutputOf(machine, """{"n": 1}"""), Is.EqualTo("\"small\""));
    }

    [Test]
    public async Task Map_keeps_the_order_and_the_limit_of_concurrency()
    {
        var (running, most) = (0, 0);
        var task = new FakeTask(async (arguments, _) =>
        {
            lock (Resource)
                most = Math.Max(most, ++running);
            await Task.Yield();
            lock (Resource)
                running--;
            return arguments["Value"]!.DeepClone();
        });
        var machine = Machine("""
            "Each": {"Type": "Map", "Items": "{% [1..20] %}", "MaxConcurrency": 2,
                "ItemSelector": {"at": "{% $states.context.Map.Item.Index %}", "is": "{% $states.context.Map.Item.Value %}"},
                "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "One", "States": {
                    "One": {"Type": "Task", "Resource": "arn:aws:states:::test:echo", "Arguments": {"Value": "{% $states.input.at * 100 + $states.input.is %}"}, "End": true}}},
                "Output": {"sum": "{% $sum($states.result) %}", "first": "{% $states.result[0] %}", "last": "{% $states.result[-1] %}"}, "End": true}
            """, "Each", task);
        Assert.That(await OutputOf(machine), Is.EqualTo("""{"sum":19210,"first":1,"last":1920}"""));
        Assert.That(most, Is.LessThanOrEqualTo(2));
    }

    private static readonly object Resource = new();

    [Test]
    public async Task Parallel_gives_the_branches_results_in_order_and_their_scopes_do_not_leak()
    {
        var machine = Machine("""
            "Before": {"Type": "Pass", "Assign": {"shared": "s"}, "Next": "Both"},
            "Both": {"Type": "Parallel", "Arguments": {"k": 1}, "Branches": [
                {"StartAt": "L", "States": {"L": {"Type": "Pass", "Assign": {"mine": "l"}, "Next": "L2"}, "L2": {"Type": "Pass", "Output": "{% $mine & $shared %}", "End": true}}},
                {"StartAt": "R", "States": {"R": {"Type": "Pass", "Assign": {"mine": "r"}, "Next": "R2"}, "R2": {"Type": "Pass", "Output": "{% $mine & $states.input.k %}", "End": true}}}],
              "End": true}
            """, "Before");
        Assert.That(await OutputOf(machine), Is.EqualTo("""["ls","r1"]"""));
    }

    [Test]
    public async Task A_failed_task_is_retried_with_back_off_by_the_clock()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T18:00:00Z"));
        var task = FakeTask.FailingTimes(3);
        var machine = Machine("""
            "T": {"Type": "Task", "Resource": "arn:aws:states:::test:echo", "Arguments": {"Value": 1},
              "Retry": [{"ErrorEquals": ["Other.Error"], "MaxAttempts": 1},
                        {"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 10, "BackoffRate": 3, "MaxAttempts": 5, "MaxDelaySeconds": 60}], "End": true}
            """, "T", task, clock);
        var execution = machine.Start(new JsonObject());
        // The clock moves only as far as the runner has asked to wait.
        foreach (var seconds in new[] { 10, 30, 60 })
        {
            await Until(() => machine.Executions[0].Status != ExecutionStatus.Running || task.Calls >= Array.IndexOf([10, 30, 60], seconds) + 1);
            clock.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.That(execution.Completion.IsCompleted, Is.False);
            await AdvanceUntil(clock, () => task.Calls >= Array.IndexOf([10, 30, 60], seconds) + 2);
        }
        var result = await execution.Completion;
        Assert.That(result.Status, Is.EqualTo(ExecutionStatus.Succeeded));
        Assert.That(result.History.Where(e => e.Kind == ExecutionEventKind.RetryScheduled).Select(e => e.Detail),
            Is.EqualTo(new[] { "attempt 1 of 5 after 10 s", "attempt 2 of 5 after 30 s", "attempt 3 of 5 after 60 s" }));
    }

    [Test]
    public async Task A_catch_that_fits_takes_over_with_the_error()
    {
        var machine = Machine("""
            "T": {"Type": "Task", "Resource": "arn:aws:states:::test:echo",
              "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}],
              "Catch": [{"ErrorEquals": ["Nope"], "Next": "Never"},
                        {"ErrorEquals": ["States.ALL"], "Next": "Clean", "Assign": {"why": "{% $states.errorOutput.Error %}"}}], "End": true},
            "Never": {"Type": "Succeed"},
            "Clean": {"Type": "Pass", "Output": {"why": "{% $why %}", "cause": "{% $states.input.Cause %}"}, "Next": "Stop"},
            "Stop": {"Type": "Fail", "Error": "Run.Failed", "Cause": "{% 'because of ' & $states.input.why & ', ' & $states.input.cause %}"}
            """, "T", FakeTask.FailingTimes(9), skipWaits: true);
        Assert.That(await OutputOf(machine), Is.EqualTo("Failed Run.Failed: because of Some.Error, as the test says"));
    }

    [Test]
    public async Task A_task_that_takes_too_long_fails_with_a_timeout()
    {
        var clock = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var task = new FakeTask(async (_, stop) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return null;
        });
        var machine = Machine("""
            "T": {"Type": "Task", "Resource": "arn:aws:states:::test:echo", "TimeoutSeconds": 30,
              "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Late"}], "End": true},
            "Late": {"Type": "Pass", "Output": "late", "End": true}
            """, "T", task, clock);
        var execution = machine.Start(new JsonObject());
        await started.Task;
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await execution.Completion).Output!.ToJsonString(), Is.EqualTo("\"late\""));
    }

    [Test]
    public async Task Aborting_stops_at_once_and_runs_no_catch()
    {
        var started = new TaskCompletionSource();
        var task = new FakeTask(async (_, stop) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return null;
        });
        var machine = Machine("""
            "T": {"Type": "Task", "Resource": "arn:aws:states:::test:echo", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Clean"}], "End": true},
            "Clean": {"Type": "Succeed"}
            """, "T", task);
        var execution = machine.Start(new JsonObject());
        await started.Task;
        execution.Abort();
        var result = await execution.Completion;
        Assert.That(result.Status, Is.EqualTo(ExecutionStatus.Aborted));
        Assert.That(result.History.Select(e => e.State), Has.None.EqualTo("Clean"));
    }

    [Test]
    public void An_execution_name_is_used_once()
    {
        var machine = Machine("\"S\": {\"Type\": \"Succeed\"}", "S");
        machine.Start(new JsonObject(), "2026-11-24");
        Assert.That(() => machine.Start(new JsonObject(), "2026-11-24"),
            Throws.TypeOf<UserErrorException>().With.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.ExecutionExists));
    }

    [Test]
    public async Task Data_of_more_than_256_KiB_fails_and_no_catch_all_hides_it()
    {
        var machine = Machine("""
            "T": {"Type": "Task", "Resource": "arn:aws:states:::test:echo", "Arguments": {"Value": "{% $states.input %}"},
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Clean"}], "End": true},
            "Clean": {"Type": "Succeed"}
            """, "T");
        Assert.That(await OutputOf(machine, $"\"{new string('x', 262200)}\""), Does.StartWith("Failed States.DataLimitExceeded"));
    }

    [Test]
    public async Task An_expression_that_yields_nothing_is_an_error()
    {
        var machine = Machine("""
            "T": {"Type": "Pass", "Output": "{% $states.input.missing %}", "End": true}
            """, "T");
        Assert.That(await OutputOf(machine), Does.Contain("States.QueryEvaluationError").And.Contain("$states.input.missing"));
    }

    [Test]
    public async Task The_context_object_tells_of_the_execution()
    {
        var machine = Machine("""
            "T": {"Type": "Pass", "Output": ["{% $states.context.Execution.Name %}", "{% $states.context.Execution.StartTime %}", "{% $states.context.State.Name %}", "{% $states.context.Execution.Input.a %}"], "End": true}
            """, "T");
        Assert.That(await OutputOf(machine, """{"a": 1}"""), Is.EqualTo("""["local-0001","2026-11-24T18:00:00.000Z","T",1]"""));
    }

    [Test]
    public async Task The_log_reads_as_a_story()
    {
        var machine = Machine("""
            "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Wait", "Seconds": 5, "Next": "C"}, "C": {"Type": "Succeed"}
            """, "A", skipWaits: true);
        var result = await machine.RunAsync(new JsonObject());
        Assert.That(result.Log(), Is.EqualTo("""
               1  18:00:00.000  ExecutionStarted     {}
               2  18:00:00.000  StateEntered       A  {}
               3  18:00:00.000  StateExited        A  0.0 s  {}
               4  18:00:00.000  StateEntered       B  {}
               5  18:00:00.000  Waiting            B  5 s
               6  18:00:00.000  StateExited        B  0.0 s  {}
               7  18:00:00.000  StateEntered       C  {}
               8  18:00:00.000  StateExited        C  0.0 s  {}
               9  18:00:00.000  ExecutionSucceeded 

            """));
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    private static async Task AdvanceUntil(FakeTimeProvider clock, Func<bool> condition)
    {
        while (!condition())
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
