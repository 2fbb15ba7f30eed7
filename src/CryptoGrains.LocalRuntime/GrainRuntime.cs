using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans;

namespace CryptoGrains.LocalRuntime;

/// <summary>The grains of one process: makes references, ends idle activations, drains at the end.</summary>
internal sealed class GrainRuntime : IGrainFactory, IDisposable
{
    private readonly GrainCatalog _catalog;
    private readonly ConcurrentDictionary<Type, GrainInterface> _interfaces = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ITimer _idleTimer;

    public GrainRuntime(LocalGrainOptions options, TimeProvider time, IServiceProvider services, ILoggerFactory loggers)
    {
        Options = options;
        Time = time;
        Services = services;
        Logger = loggers.CreateLogger("CryptoGrains.LocalRuntime");
        Store = options.StateFolder is null
            ? new MemoryStateStore()
            : new FolderStateStore(options.StateFolder, options.FlushStateToDisk, Metrics, Logger);
        Reminders = new ReminderService(this);
        _catalog = new GrainCatalog(this);
        var period = options.IdleTimeout / 4;
        _idleTimer = time.CreateTimer(static runtime => ((GrainRuntime)runtime!).EndIdle(), this, period, period);
    }

    public LocalGrainOptions Options { get; }

    public TimeProvider Time { get; }

    public IServiceProvider Services { get; }

    public ILogger Logger { get; }

    public RuntimeMetrics Metrics { get; } = new();

    public IStateStore Store { get; }

    public ReminderService Reminders { get; }

    /// <summary>Cancelled when the host's patience ends before the grains have.</summary>
    public CancellationToken Aborted => _abort.Token;

    public bool Stopping { get; private set; }

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrEmpty(primaryKey);
        var described = InterfaceOf(typeof(TGrainInterface));
        var address = new GrainAddress(_catalog.ClassOf(typeof(TGrainInterface)), primaryKey);
        return (TGrainInterface)(object)GrainReference.Make(described, address);
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference)
            throw new ArgumentException("This is a reference already: pass it on as it is.", nameof(obj));
        if (obj is not TGrainObserverInterface)
            throw new ArgumentException($"A {obj.GetType()} is no {typeof(TGrainObserverInterface)}.", nameof(obj));

        var described = InterfaceOf(typeof(TGrainObserverInterface));
        return (TGrainObserverInterface)(object)GrainReference.Make(described, new ObserverTarget(this, obj));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if ((obj as object) is not GrainReference { Target: ObserverTarget observer })
            throw new ArgumentException("Only what CreateObjectReference returned can be deleted.", nameof(obj));
        if (!observer.Delete())
            throw new ArgumentException($"{observer} was deleted before.", nameof(obj));
    }

    public object MakeReference(Type interfaceType, GrainAddress address)
    {
        if (!interfaceType.IsAssignableFrom(address.Class.Type))
            throw new ArgumentException($"{address.Class.Type.Name} does not implement {interfaceType}.", nameof(interfaceType));

        return GrainReference.Make(InterfaceOf(interfaceType), address);
    }

    /// <summary>The grain class of this name, or null.</summary>
    public GrainClass? FindClass(string name) => _catalog.Find(name);

    public async Task StartAsync()
    {
        foreach (var type in _catalog.Interfaces)
            InterfaceOf(type);
        await Reminders.StartAsync();
    }

    /// <summary>Lets every grain finish its calls and end. New activations are refused from now on.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        Stopping = true;
        await _idleTimer.DisposeAsync();
        Reminders.Stop();
        using var registration = patience.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);

        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process stops.");
        var ends = _catalog.Activations.Select(activation => activation.EndAsync(reason)).ToList();
        try
        {
            await Task.WhenAll(ends).WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            Logger.LogError(
                "{Open} of {All} grains had not ended when the host's time to stop was over; what they had not stored is lost.",
                ends.Count(end => !end.IsCompleted),
                ends.Count);
        }
    }

    public void Dispose()
    {
        _idleTimer.Dispose();
        Reminders.Dispose();
        Metrics.Dispose();
        _abort.Dispose();
    }

    private GrainInterface InterfaceOf(Type type) =>
        _interfaces.GetOrAdd(type, static (type, runtime) => new GrainInterface(type, runtime), this);

    private void EndIdle()
    {
        var now = Time.GetTimestamp();
        foreach (var activation in _catalog.Activations)
            activation.EndIfIdle(now);
    }
}
