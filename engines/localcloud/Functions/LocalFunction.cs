using Nonolive.Functions;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Storage;

namespace Nonolive.LocalCloud.Functions;

/// <summary>
/// A Lambda function of the stack. Its code runs in this process on the stack's own objects; that the package would load in
/// Lambda too is what <see cref="FunctionCode"/> checks when it is registered.
/// </summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Timeout">How long a call may take.</param>
/// <param name="Store">The stack's objects.</param>
/// <param name="Clock">What the timeout is measured by.</param>
internal sealed record LocalFunction(string Name, string Arn, TimeSpan Timeout, IObjectStore Store, TimeProvider Clock)
{
    /// <summary>Calls it once.</summary>
    /// <exception cref="StateFailure">It threw, or took too long; the error is the exception's name, as Lambda's is.</exception>
    public async Task<byte[]> InvokeAsync(Stream request, CancellationToken cancellation)
    {
        try
        {
            await using var response = await new SetAsideFunction(Store).HandleAsync(request).WaitAsync(Timeout, Clock, cancellation);
            using var content = new MemoryStream();
            await response.CopyToAsync(content, cancellation);
            return content.ToArray();
        }
        catch (TimeoutException e)
        {
            throw new StateFailure("Sandbox.Timedout", $"Task timed out after {Timeout.TotalSeconds:0.00} seconds", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new StateFailure(e.GetType().Name, e.Message, e);
        }
    }
}
