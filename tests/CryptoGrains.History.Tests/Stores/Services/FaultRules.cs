namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>Which requests go wrong. The first rule that fits counts, as often as it says.</summary>
/// <typeparam name="T">What a rule knows of a request.</typeparam>
public sealed class FaultRules<T> : IDisposable
{
    private readonly Lock _changing = new();
    private readonly List<Rule> _rules = [];
    private CancellationTokenSource _mended = new();

    /// <summary>How many requests were asked about, with a fault or without.</summary>
    public int Requests { get; private set; }

    /// <summary>Lets requests go wrong.</summary>
    /// <param name="fault">How.</param>
    /// <param name="which">Which ones; null for all.</param>
    /// <param name="times">How many of them.</param>
    public void Add(Fault fault, Func<T, bool>? which = null, int times = int.MaxValue)
    {
        lock (_changing)
            _rules.Add(new Rule(fault, which ?? (static _ => true), times));
    }

    /// <summary>Takes all faults away; what stalls fails now.</summary>
    public void Clear()
    {
        lock (_changing)
        {
            _rules.Clear();
            _mended.Cancel();
            _mended.Dispose();
            _mended = new CancellationTokenSource();
        }
    }

    /// <summary>What goes wrong with a request, and what ends its stalling.</summary>
    internal (Fault Fault, CancellationToken Mended) Next(T request)
    {
        lock (_changing)
        {
            Requests++;
            var rule = _rules.Find(rule => rule.Left > 0 && rule.Which(request));
            if (rule is not null)
                rule.Left--;
            return (rule?.Fault ?? Fault.None, _mended.Token);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _mended.Dispose();

    private sealed class Rule(Fault fault, Func<T, bool> which, int times)
    {
        public Fault Fault { get; } = fault;

        public Func<T, bool> Which { get; } = which;

        public int Left { get; set; } = times;
    }
}
