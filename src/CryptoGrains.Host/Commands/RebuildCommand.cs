using System.CommandLine;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Rebuild;
using CryptoGrains.Host.Commands.Progress;
using CryptoGrains.Host.Nodes;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.Host.Commands;

/// <summary><c>rebuild</c>: archives what the trade log has, and recomputes the history from the archive.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var command = new Command("rebuild", "Brings the trade log into the archive and recomputes the history: what changed, or all.");
        var store = new StoreOptions(command);
        var log = new LogOption(command);
        var full = new Option<bool>("--full") { Description = "Recompute everything. What comes out as it was is not written again." };
        command.Add(full);
        command.SetAction((arguments, cancellationToken) => Verb.RunAsync(() =>
            RunAsync(new NodeOptions { Data = store.Data(arguments), Log = log.Of(arguments) }, store.Open(arguments), arguments.GetValue(full), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        NodeOptions node, History.Tables.HistoryTables tables, bool full, CancellationToken cancellationToken)
    {
        if (NodeLog.Mistake(node.Log) is { } mistake)
            throw new NodeSetupException([mistake]);

        var (archived, rebuilt) = await ProgressDisplay.ShowAsync(TimeProvider.System, async progress =>
        {
            var archived = await ArchiveAsync(node, tables, progress, cancellationToken);

            // Imported files are many small ones too, and a day's are all open at once when it is computed.
            await new LogArchive(tables).CompactAsync(progress, cancellationToken);
            return (archived, await new HistoryRebuild(tables).RunAsync(full, progress, cancellationToken));
        });

        if (archived is { } archive)
            Console.WriteLine($"Archived {archive.Trades:N0} trades in {archive.Commits} commits{Lost(archive)}.");
        Console.WriteLine(
            $"Computed {rebuilt.Days:N0} days of {rebuilt.Symbols:N0} instruments: {rebuilt.FilesWritten:N0} files written, "
            + $"{rebuilt.FilesKept:N0} came out as they were{Refused(rebuilt)}.");
        foreach (var (table, version) in rebuilt.Commits.OrderBy(commit => commit.Key, StringComparer.Ordinal))
            Console.WriteLine($"  {table} is at version {version}");
        if (rebuilt.Commits.Count == 0)
            Console.WriteLine("Nothing changed; no table has a new version.");
        return Verb.Done;
    }

    /// <summary>Archives the log; null where the data folder has none, or a node has it open, which archives by itself.</summary>
    private static async Task<ArchiveResult?> ArchiveAsync(
        NodeOptions node, History.Tables.HistoryTables tables, IProgress<History.HistoryProgress> progress, CancellationToken cancellationToken)
    {
        if (node.Log is null && !Directory.Exists(NodeLog.FolderOf(node)))
            return null;

        try
        {
            await using var log = await NodeLog.OpenAsync(node, TimeProvider.System, NullLoggerFactory.Instance);
            return await new LogArchive(tables).RunAsync(log.Trades, progress, cancellationToken);
        }
        catch (TradeLogException inUse) when (inUse.IsInUse)
        {
            await Console.Error.WriteLineAsync(
                $"{inUse.Message} Only what is archived already is rebuilt; POST /api/v1/batch has the running node archive and rebuild.");
            return null;
        }
    }

    private static string Lost(ArchiveResult archive) =>
        archive.Lost == 0 ? string.Empty : $"; {archive.Lost:N0} records were no longer in the log";

    private static string Refused(RebuildResult rebuilt) =>
        rebuilt.Refused == 0 ? string.Empty : $"; {rebuilt.Refused:N0} trades could not be kept exactly and were left out";
}
