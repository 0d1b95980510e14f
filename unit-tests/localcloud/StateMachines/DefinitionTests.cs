using Nonolive.Pipeline.Errors;
using static Nonolive.LocalCloud.Tests.StateMachines.Machines;

namespace Nonolive.LocalCloud.Tests.StateMachines;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class DefinitionTests
{
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Next\": \"Gone\"}", "leads to 'Gone'")]
    [TestCase("\"A\": {\"Type\": \"Pass\"}", "needs either Next or End")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"End\": true}, \"B\": {\"Type\": \"Succeed\"}", "B is reached from nowhere")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Next\": \"A\"}", "no state that ends it")]
    [TestCase("\"A\": {\"Type\": \"Activity\", \"End\": true}", "'Activity' is no type of state")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"ResultPath\": \"$.x\", \"End\": true}", "$.States.A.ResultPath is not a field")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% $nope(1) %}\", \"End\": true}", "$nope is neither a variable")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% $sum(1, 2) %}\", \"End\": true}", "$sum takes 1 arguments, not 2")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% 1 + %}\", \"End\": true}", "ends too early (at character 4)")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% foo.bar %}\", \"End\": true}", "write $states.input.foo")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% $ %}\", \"End\": true}", "'$' stands where there is no context")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% $$.a %}\", \"End\": true}", "'$$' is not available")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% $states.result %}\", \"End\": true}", "$states.result does not exist here")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Output\": \"{% $states.input \", \"End\": true}", "does not end with %}")]
    [TestCase("\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true}", "'arn:aws:states:::lambda:invoke' is not understood")]
    [TestCase("\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::test:echo\", \"Arguments\": {\"Vaule\": 1}, \"End\": true}", "Arguments.Vaule is not understood")]
    [TestCase("\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::test:echo\", \"Retry\": [{\"ErrorEquals\": [\"States.Nope\"]}], \"End\": true}", "'States.Nope' is no error")]
    [TestCase("\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::test:echo\", \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}, {\"ErrorEquals\": [\"X\"]}], \"End\": true}", "must come last")]
    [TestCase("\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::test:echo\", \"Retry\": [{\"ErrorEquals\": [\"X\"], \"BackoffRate\": 0.5}], \"End\": true}", "BackoffRate must be at least 1")]
    [TestCase("\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::test:echo\", \"HeartbeatSeconds\": 5, \"End\": true}", "HeartbeatSeconds is not a field")]
    [TestCase("\"A\": {\"Type\": \"Wait\", \"End\": true}", "needs Seconds or Timestamp")]
    [TestCase("\"A\": {\"Type\": \"Choice\", \"Choices\": [], \"Default\": \"B\"}, \"B\": {\"Type\": \"Succeed\"}", "needs Choices")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Assign\": {\"states\": 1}, \"End\": true}", "no name for a variable")]
    [TestCase("\"A\": {\"Type\": \"Pass\", \"Assign\": {\"x\": 1}, \"Next\": \"M\"}, \"M\": {\"Type\": \"Map\", \"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"Assign\": {\"x\": 2}, \"End\": true}}}, \"End\": true}", "'x' is assigned in a branch")]
    [TestCase("\"A\": {\"Type\": \"Map\", \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\"}, \"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}, \"End\": true}", "must be INLINE")]
    [TestCase("\"A\": {\"Type\": \"Map\", \"ItemProcessor\": {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}, \"End\": true}", "name of another state")]
    public void A_fault_in_the_definition_is_found_when_it_is_deployed(string states, string expected)
    {
        Assert.That(() => Machine(states, "A"),
            Throws.TypeOf<UserErrorException>().With.Message.Contains(expected).And.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.BadStateMachine));
    }

    [Test]
    public void Every_fault_is_listed_at_once()
    {
        Assert.That(() => Machine("""
            "A": {"Type": "Pass", "Odd": 1, "Output": "{% $nope %}", "Next": "Gone"}
            """, "A"), Throws.TypeOf<UserErrorException>().With.Message.Contains("Odd").And.Message.Contains("Gone"));
    }

    [TestCase("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}", "QueryLanguage must be JSONata")]
    [TestCase("not json", "not JSON")]
    [TestCase("{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"Start\": 1, \"States\": {\"A\": {\"Type\": \"Succeed\"}}}", "$.Start is not a field")]
    public void The_frame_of_the_definition_is_checked(string definition, string expected)
    {
        Assert.That(() => Raw(definition), Throws.TypeOf<UserErrorException>().With.Message.Contains(expected));
    }
}
