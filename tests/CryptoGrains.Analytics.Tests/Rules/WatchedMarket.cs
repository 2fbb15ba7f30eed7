using System.Buffers;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Rules;

/// <summary>One instrument's windows with rules over them, as its grain has them.</summary>
internal sealed class WatchedMarket
{
    public static readonly Timestamp Midnight = Timestamp.From(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    private readonly List<CompiledRule> _rules;
    private InstrumentWindows _windows = new();
    private InstrumentRules _watch = new(TradeGen.Bitcoin);
    private long _nextId = 1;

    public WatchedMarket(params AlertRule[] rules)
    {
        _rules = [.. rules.Select(Compiled)];
        Learn();
    }

    public List<RuleEvent> Events { get; } = [];

    public static AlertRule Rule(string when, string id = "r1") => new() { Id = id, Version = 1, Name = when, When = when, Cooldown = TimeSpan.Zero };

    public static Timestamp At(double seconds) => Midnight + TimeSpan.FromSeconds(seconds);

    public void Trade(double seconds, decimal price = 100, decimal quantity = 1, long? id = null)
    {
        var trade = TradeGen.Trade(id ?? _nextId, At(seconds), price, quantity);
        _nextId = Math.Max(_nextId, trade.Id) + 1;
        Apply(trade);
    }

    public void Apply(Trade trade)
    {
        if (_windows.Apply(trade) == TradeOutcome.Counted)
            _watch.Apply(trade, _windows, Events);
    }

    public void Clock(double seconds)
    {
        _windows.AdvanceClock(At(seconds));
        _watch.AdvanceClock(At(seconds), _windows, Events);
    }

    /// <summary>What is stored at a checkpoint, with the rules that are there by then.</summary>
    public (byte[] Windows, byte[] Rules) Store()
    {
        Learn();
        var windows = new ArrayBufferWriter<byte>();
        WindowsCodec.Write(_windows, windows);
        var rules = new ArrayBufferWriter<byte>();
        _watch.Write(rules);
        return (windows.WrittenSpan.ToArray(), rules.WrittenSpan.ToArray());
    }

    /// <summary>Goes on from what was stored, as after a crash.</summary>
    public void Restart((byte[] Windows, byte[] Rules) stored)
    {
        _windows = WindowsCodec.Read(stored.Windows);
        _watch = InstrumentRules.Read(
            stored.Rules, TradeGen.Bitcoin, (id, version) => _rules.Find(rule => (rule.Rule.Id, rule.Rule.Version) == (id, version)), _windows);
    }

    public void Add(AlertRule rule) => _rules.Add(Compiled(rule));

    public void Remove(string id) => _rules.RemoveAll(rule => rule.Rule.Id == id);

    private void Learn()
    {
        _watch.Keep(_rules, _windows);
        _watch.Begin(_windows);
    }

    private static CompiledRule Compiled(AlertRule rule)
    {
        Assert.True(CompiledRule.TryCompile(rule, out var compiled, out var mistake), mistake);
        return compiled;
    }
}
