using Nonolive.LocalCloud.Functions;
using Nonolive.Pipeline.Storage;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>Lambda functions: their packages are looked at when they are registered, and state machines can call them.</summary>
internal sealed class FunctionKinds(IObjectStore store, TimeProvider clock, Action<LocalFunction> register)
{
    // Lambda's own: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
    private const double DefaultTimeout = 3;

    public IEnumerable<ResourceKind> All() =>
    [
        new("aws:lambda/function:Function", "name= description role runtime architectures handler code sourceCodeHash memorySize timeout tracingConfig loggingConfig",
            "{name}", ("arn", "arn:{partition}:lambda:{region}:{account}:function:{name}"), ("version", "$LATEST"))
        {
            Realize = (request, outputs, _) =>
            {
                FunctionCode.Check(request);
                register(new LocalFunction((string)outputs["name"]!, (string)outputs["arn"]!, TimeSpan.FromSeconds(request.Number("timeout") ?? DefaultTimeout), store, clock));
                return Task.CompletedTask;
            },
        },
    ];
}
