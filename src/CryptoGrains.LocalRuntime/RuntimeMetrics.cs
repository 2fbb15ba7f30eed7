using System.Diagnostics.Metrics;

namespace CryptoGrains.LocalRuntime;

/// <summary>What the runtime counts, under the meter <c>CryptoGrains.LocalRuntime</c>.</summary>
internal sealed class RuntimeMetrics : IDisposable
{
    private const string Prefix = "cryptograins.grains.";

    public RuntimeMetrics()
    {
        Activations = Meter.CreateUpDownCounter<long>(Prefix + "activations", description: "Grains in memory.");
        ActivationFailures = Counter("activation_failures", "Activations that failed.");
        Calls = Counter("calls", "Calls to grains and observers.");
        Timeouts = Counter("call_timeouts", "Calls whose caller gave up waiting.");
        Rejections = Counter("mailbox_rejections", "Calls refused because an activation or observer held its limit.");
        Conflicts = Counter("state_conflicts", "Writes of a state refused because another version was stored.");
        Corruptions = Counter("state_corruptions", "State files set aside because they were torn or damaged.");
    }

    public Meter Meter { get; } = new("CryptoGrains.LocalRuntime");

    public UpDownCounter<long> Activations { get; }

    public Counter<long> ActivationFailures { get; }

    public Counter<long> Calls { get; }

    public Counter<long> Timeouts { get; }

    public Counter<long> Rejections { get; }

    public Counter<long> Conflicts { get; }

    public Counter<long> Corruptions { get; }

    public void Dispose() => Meter.Dispose();

    private Counter<long> Counter(string name, string description) =>
        Meter.CreateCounter<long>(Prefix + name, description: description);
}
