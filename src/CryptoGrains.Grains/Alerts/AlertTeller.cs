using System.Buffers;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Grains.Symbols;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Alerts;

/// <summary>
/// Watches an instrument for the alert rules and tells what they say. The grain's state is stored only when all of it is in the alerts' journal;
/// so after a crash the log says it again, and the journal passes over what it has.
/// </summary>
internal sealed class AlertTeller(InstrumentRules rules, RuleBook book, IAlertGrain alerts, TimeProvider time, ILogger logger, long known)
{
    // So many on their way hold the instrument's next trades back.
    private const int MostUntold = 4_096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly List<RuleEvent> _untold = [];
    private Task _telling = Task.CompletedTask;
    private long _known = known;

    /// <summary>Reads what was stored of a watch.</summary>
    /// <exception cref="InvalidDataException">It can't be read.</exception>
    public static InstrumentRules ReadRules(byte[] bytes, Instrument instrument, KnownRules known, InstrumentWindows windows) => bytes.Length == 0
        ? new InstrumentRules(instrument, windows.Options)
        : InstrumentRules.Read(bytes, instrument, known.Find, windows);

    /// <summary>Takes in no more while too much waits for the journal: the instrument's trades wait in the log meanwhile, and no other's do.</summary>
    /// <exception cref="InvalidOperationException">Too much waits.</exception>
    public void ThrowIfFull()
    {
        if (_untold.Count < MostUntold)
            return;

        Tell();
        throw new InvalidOperationException(
            $"{_untold.Count} alert events of {rules.Instrument} wait for the journal; until it takes them its trades wait in the trade log.");
    }

    /// <summary>Looks at a trade that the windows have counted.</summary>
    public void Apply(in Trade trade, InstrumentWindows windows) => rules.Apply(trade, windows, _untold);

    /// <summary>Looks at the venue's clock.</summary>
    public void AdvanceClock(Timestamp clock, InstrumentWindows windows) => rules.AdvanceClock(clock, windows, _untold);

    /// <summary>Takes up rules that have come, and lets go of those that are gone. New ones watch from the next stored state on.</summary>
    /// <returns>Whether there is something to store.</returns>
    public bool LearnRules(InstrumentWindows windows)
    {
        if (book.Known is not { } newest || newest.Version == _known)
            return false;

        _known = newest.Version;
        return rules.Keep(newest.Of(rules.Instrument), windows);
    }

    /// <summary>An instrument without a past has nothing to store before its rules can begin: a restart finds it without a past again.</summary>
    public void BeginIfNew(InstrumentWindows windows)
    {
        if (windows.TotalTrades > 0 || !LearnRules(windows))
            return;

        rules.Begin(windows);
    }

    /// <summary>Writes the watch into the grain's state.</summary>
    public void Write(SymbolState state)
    {
        state.RulesVersion = _known;
        if (rules.IsIdle)
            return;

        var snapshot = new ArrayBufferWriter<byte>();
        rules.Write(snapshot);
        state.Rules = snapshot.WrittenSpan.ToArray();
    }

    /// <summary>The grain's state is stored: the rules in it watch from here on.</summary>
    public void Stored(InstrumentWindows windows) => rules.Begin(windows);

    /// <summary>Sends what is untold, one call at a time.</summary>
    public void Tell()
    {
        if (_untold.Count > 0 && _telling.IsCompleted)
            _telling = TellAsync();
    }

    /// <summary>Waits until all is in the journal, for as long as a turn of the grain may take.</summary>
    /// <exception cref="TimeoutException">Some of it is still on its way.</exception>
    public async Task KeepAllAsync()
    {
        if (_untold.Count == 0)
            return;

        // One that is under way may fail, and has left what it could not tell.
        await _telling.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Tell();
        await _telling.WaitAsync(Patience, time);
        if (_untold.Count > 0)
            throw new TimeoutException($"{_untold.Count} alert events of {rules.Instrument} are not in the journal yet.");
    }

    private async Task TellAsync()
    {
        try
        {
            while (_untold.Count > 0)
            {
                var sent = _untold.Count;
                await alerts.RaiseAsync([.. _untold]);
                _untold.RemoveRange(0, sent);
            }
        }
        catch (Exception failure)
        {
            // Nothing is lost: they stay, the next batch or checkpoint sends them again, and no state is stored before that.
            GrainMetrics.AlertsNotTaken.Add(1);
            logger.LogWarning(failure, "The alerts' journal did not take {Count} events of {Instrument}; they are sent again.", _untold.Count, rules.Instrument);
        }
    }
}
