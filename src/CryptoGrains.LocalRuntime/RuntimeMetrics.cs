using System.Diagnostics.Metrics;

namespace CryptoGrains.LocalRuntime;

/// <summary>What the runtime counts, under the meter <c>CryptoGrains.LocalRuntime</c>.</summary>
internal sealed class RuntimeMetrics : IDisposable
{
    public const string MeterName = "CryptoGrains.LocalRuntime";

    public RuntimeMetrics()
    {
        Activations = Meter.CreateUpDownCounter<long>("cryptograins.grains.activations", description: "Grains in memory.");
        ActivationFailures = Meter.CreateCounter<long>("cryptograins.grains.activation_failures", description: "Activations that failed.");
        Calls = Meter.CreateCounter<long>("cryptograins.grains.calls", description: "Calls to grains and observers.");
        Timeouts = Meter.CreateCounter<long>("cryptograins.grains.call_timeouts", description: "Calls whose caller gave up waiting.");
        Rejections = Meter.CreateCounter<long>("cryptograins.grains.mailbox_rejections", description: "Calls refused because an activation or observer held its limit.");
        Conflicts = Meter.CreateCounter<long>("cryptograins.grains.state_conflicts", description: "Writes of a state refused because another version was stored.");
        Corruptions = Meter.CreateCounter<long>("cryptograins.grains.state_corruptions", description: "State files set aside because they were torn or damaged.");
    }

    public Meter Meter { get; } = new(MeterName);

    public UpDownCounter<long> Activations { get; }

    public Counter<long> ActivationFailures { get; }

    public Counter<long> Calls { get; }

    public Counter<long> Timeouts { get; }

    public Counter<long> Rejections { get; }

    public Counter<long> Conflicts { get; }

    public Counter<long> Corruptions { get; }

    public void Dispose() => Meter.Dispose();
}
