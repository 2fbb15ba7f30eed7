using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.Grains.Symbols;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace CryptoGrains.Grains.Tests.Alerts;

public sealed class AlertTellerTests : IDisposable
{
    private readonly IAlertGrain _journal = Substitute.For<IAlertGrain>();
    private readonly List<RuleEvent> _taken = [];
    private readonly InstrumentWindows _windows = new();
    private readonly RuleBook _book;
    private readonly AlertTeller _teller;
    private Exception? _failure;
    private long _id;

    public AlertTellerTests()
    {
        var rule = new AlertRule { Id = "r1", Version = 1, Name = "r1", When = "price crosses above 100", Cooldown = TimeSpan.Zero };
        _journal.GetRulesAsync(-1).Returns(new RuleSet(7, [rule]));
        _journal.RaiseAsync(Arg.Any<ImmutableArray<RuleEvent>>()).Returns(call =>
        {
            if (_failure is not null)
                return Task.FromException(_failure);
            _taken.AddRange(call.Arg<ImmutableArray<RuleEvent>>());
            return Task.CompletedTask;
        });
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<IAlertGrain>(IAlertGrain.Key).Returns(_journal);
        _book = new RuleBook(grains, WindowOptions.Default, TimeProvider.System, NullLogger<RuleBook>.Instance);
        _teller = new AlertTeller(new InstrumentRules(GrainNode.Bitcoin), _book, _journal, TimeProvider.System, NullLogger.Instance, known: 0);
    }

    public void Dispose() => _book.Dispose();

    [Fact]
    public async Task What_the_journal_did_not_take_is_sent_again_and_no_state_is_stored_before()
    {
        await _book.AtLeastAsync(0);
        _teller.BeginIfNew(_windows);
        _failure = new IOException("The store is away.");
        Cross(2);
        _teller.Tell();
        await Assert.ThrowsAsync<TimeoutException>(_teller.KeepAllAsync);
        Assert.Empty(_taken);

        _failure = null;
        await _teller.KeepAllAsync();
        Assert.Equal(["Fired trade:2", "Resolved trade:2", "Fired trade:4", "Resolved trade:4"], _taken.Select(turned => $"{turned.Kind} {turned.Cause}"));
    }

    [Fact]
    public async Task While_too_much_waits_no_more_is_taken_in_and_afterwards_it_goes_on()
    {
        await _book.AtLeastAsync(0);
        _teller.BeginIfNew(_windows);
        _failure = new IOException("The store is away.");
        Cross(2_048);
        var refusal = Assert.Throws<InvalidOperationException>(_teller.ThrowIfFull);
        Assert.StartsWith("4096 alert events of BINANCE:BTCUSDT wait for the journal", refusal.Message);

        _failure = null;
        await _teller.KeepAllAsync();
        _teller.ThrowIfFull();
        Assert.Equal(4_096, _taken.Count);
    }

    [Fact]
    public async Task Rules_that_an_instrument_with_a_past_learns_begin_when_they_are_stored()
    {
        Cross(1);
        Assert.False(_teller.LearnRules(_windows));
        await _book.AtLeastAsync(0);
        _teller.BeginIfNew(_windows);
        Assert.True(_teller.LearnRules(_windows));
        Cross(1);
        _teller.Tell();
        Assert.Empty(_taken);

        var state = new SymbolState();
        _teller.Write(state);
        Assert.Equal(7, state.RulesVersion);
        Assert.NotEmpty(state.Rules);
        _teller.Stored(_windows);
        Cross(1);
        _teller.Tell();
        Assert.Equal(2, _taken.Count);
        Assert.False(_teller.LearnRules(_windows));
    }

    /// <summary>Has the price pass the rule's threshold so often, there and back.</summary>
    private void Cross(int times)
    {
        for (var i = 0; i < times * 2; i++)
        {
            var trade = Sample.Trade(++_id, seconds: _id * 0.01, price: i % 2 == 0 ? 99 : 101);
            Assert.Equal(TradeOutcome.Counted, _windows.Apply(trade));
            _teller.Apply(trade, _windows);
        }

        var back = Sample.Trade(++_id, seconds: _id * 0.01, price: 99);
        _windows.Apply(back);
        _teller.Apply(back, _windows);
    }
}
