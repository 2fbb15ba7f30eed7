using System.CommandLine;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Verify;
using CryptoGrains.Host.Commands.Progress;

namespace CryptoGrains.Host.Commands;

/// <summary><c>verify</c>: recomputes the history from the master data by another road, checks the chain of the alerts' journal, and names what differs.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Recomputes all that the history serves from trades and imported candles, checks the chain of the alerts' journal, and names what differs.");
        var store = new StoreOptions(command);
        command.SetAction((arguments, cancellationToken) => Verb.RunAsync(async () =>
        {
            var tables = store.Open(arguments);
            var (report, journal) = await ProgressDisplay.ShowAsync(TimeProvider.System, async progress => (
                await new HistoryVerify(tables).RunAsync(progress, cancellationToken),
                await new JournalVerify(new AlertJournal(tables.Store)).RunAsync(progress, cancellationToken)));
            Console.WriteLine(
                journal.End.Seq == 0 ? "The alerts' journal has no line yet." : $"The alerts' journal holds up to line {journal.End.Seq:N0}, {journal.End.Hash}.");
            if (journal.Broken is not null)
                Console.WriteLine(journal.Broken);
            foreach (var difference in report.Differences)
                Console.WriteLine(difference);
            if (report.Found > report.Differences.Length)
                Console.WriteLine($"… and {report.Found - report.Differences.Length:N0} more.");
            Console.WriteLine(
                $"Compared {report.Rows:N0} rows of {report.Instruments:N0} instruments with {report.Trades:N0} trades and "
                + $"{report.Imported:N0} imported candles: {report.Found:N0} differences.");
            return report.Found == 0 && journal.Broken is null ? Verb.Done : Verb.Failed;
        }));
        return command;
    }
}
