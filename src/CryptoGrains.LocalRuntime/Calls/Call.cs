using Microsoft.Extensions.Logging;

namespace CryptoGrains.LocalRuntime;

/// <summary>A call of a method, from when it is sent until its caller has an answer.</summary>
internal sealed class Call<TResult>(GrainMethod method, ICallTarget target, object?[] arguments) : Request
{
    private static readonly TimerCallback TimedOut = static call => ((Call<TResult>)call!).TimeOut();

    // The answer must not run the caller's code on the grain's turn.
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;

    public Task<TResult> Answer => _answer.Task;

    public override bool Interleaves => method.Interleaves;

    public override bool IsReadOnly => method.IsReadOnly;

    public override bool KeepsAlive => true;

    public override bool IsBounded => true;

    public void Send()
    {
        target.Runtime.Metrics.Calls.Add(1);
        if (!method.IsOneWay)
            _timer = target.Runtime.Time.CreateTimer(TimedOut, this, method.Timeout, Timeout.InfiniteTimeSpan);
        target.Send(this);
    }

    public override async ValueTask<Exception?> RunAsync(object target)
    {
        // Nobody waits for it any more, and it has not begun: running it would only make the next one wait too.
        if (_answer.Task.IsCompleted)
            return null;

        try
        {
            var result = await InvokeAsync(target);
            _timer?.Dispose();
            _answer.TrySetResult(result);
            return null;
        }
        catch (Exception failure)
        {
            Fail(failure);
            return failure;
        }
    }

    public override void Fail(Exception failure)
    {
        _timer?.Dispose();
        if (method.IsOneWay)
            target.Runtime.Logger.LogDebug(failure, "The one-way call {Method} of {Target} failed.", method.Name, target);
        else
            _answer.TrySetException(failure);
    }

    public override void Resend() => target.Send(this);

    private async ValueTask<TResult> InvokeAsync(object target)
    {
        switch (method.Invoke(target, arguments))
        {
            case Task<TResult> task:
                return await task;
            case Task task:
                await task;
                return default!;
            case ValueTask<TResult> task:
                return await task;
            case ValueTask task:
                await task;
                return default!;
            default:
                throw new InvalidOperationException($"{method.Name} of a {target.GetType()} returned null, not a task.");
        }
    }

    private void TimeOut()
    {
        var timeout = new TimeoutException(
            $"{target} gave no answer to {method.Name} within {method.Timeout}. "
            + "Its outcome is unknown: it may have run, or may run yet.");
        if (_answer.TrySetException(timeout))
            target.Runtime.Metrics.Timeouts.Add(1);
    }
}
