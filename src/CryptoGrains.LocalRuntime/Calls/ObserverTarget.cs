using Orleans;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// An object that grains call through a reference: one call at a time and in order, until it is deleted or collected.
/// </summary>
internal sealed class ObserverTarget(GrainRuntime runtime, IGrainObserver observer) : ICallTarget
{
    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly string _name = $"The observer {observer.GetType().Name}";
    private readonly Lock _gate = new();
    private RequestQueue _waiting;
    private int _held;
    private bool _running;
    private bool _deleted;

    public GrainRuntime Runtime => runtime;

    /// <summary>Ends the reference.</summary>
    /// <returns>False when it was deleted before.</returns>
    public bool Delete()
    {
        lock (_gate)
        {
            var was = _deleted;
            _deleted = true;
            return !was;
        }
    }

    public void Send(Request request)
    {
        lock (_gate)
        {
            if (_held >= runtime.Options.MaxCallsPerActivation)
            {
                runtime.Metrics.Rejections.Add(1);
                request.Fail(new LimitExceededException(
                    $"{this} holds {runtime.Options.MaxCallsPerActivation} calls, its limit, so this one was refused. "
                    + "It has not run. The observer is too slow for its callers."));
                return;
            }

            _held++;
            _waiting.Add(request);
            if (_running)
                return;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static observer => _ = observer.RunAsync(), this, preferLocal: true);
    }

    public override string ToString() => _name;

    private async Task RunAsync()
    {
        while (TakeNext() is { } request)
        {
            if (!_deleted && _observer.TryGetTarget(out var target))
                await request.RunAsync(target);
            else
                request.Fail(new ClientNotAvailableException(
                    $"{this} is gone: its reference was deleted, or nobody kept the object."));
        }
    }

    private Request? TakeNext()
    {
        lock (_gate)
        {
            var request = _waiting.TakeFirst();
            _running = request is not null;
            _held -= request is null ? 0 : 1;
            return request;
        }
    }
}
