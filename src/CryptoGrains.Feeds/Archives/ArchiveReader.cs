using System.Runtime.CompilerServices;
using CryptoGrains.Feeds.Files;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds.Archives;

/// <summary>Reads the rows of one archive file in batches. What a row is, its caller says.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal static class ArchiveReader<TRow>
{
    /// <summary>Reads a row, or says why it can't be read.</summary>
    public delegate string? ReadRow(ReadOnlySpan<byte> line, in ArchiveLayout layout, out TRow row);

    /// <summary>Begins a table: tells how its rows are read, or why they can't be.</summary>
    public delegate string? BeginTable(ArchiveName? name, in ArchiveLayout layout, out ReadRow? read);

    /// <summary>Reads a file. What can't be read is told with its place, and the rest goes on.</summary>
    public static async IAsyncEnumerable<(List<TRow> Rows, List<DeadLetter> Unreadable)> ReadAsync(
        string file, BeginTable begin, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new List<TRow>(BatchBuilder.Size);
        var letters = new List<DeadLetter>();
        await using var parts = ArchivePart.OpenAsync(file).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(parts, file, letters, time) is { } part)
        {
            var name = ArchiveName.TryParse(part.FileName) ?? ArchiveName.TryParse(file);
            var lines = part.Lines;
            ReadRow? read = null;
            ArchiveLayout layout = default;
            string? refusal = null;
            do
            {
                while (refusal is null && lines.TryReadLine(out var line))
                {
                    if (line.IsEmpty)
                        continue;

                    if (read is null && ArchiveLayout.Tell(line) is { } told)
                    {
                        layout = told;
                        refusal = RefuseLayout(name, layout) ?? begin(name, layout, out read);
                        if (refusal is not null || layout.HasHeader)
                            continue;
                    }

                    if (Read(line, lines.IsLineCut, layout, read, rows) is { } reason)
                        letters.Add(Letter(part, lines.LineNumber, reason, Excerpt.Of(line), time));
                    if (rows.Count < BatchBuilder.Size && letters.Count < BatchBuilder.Size)
                        continue;

                    yield return (rows, letters);
                    rows = new List<TRow>(BatchBuilder.Size);
                    letters = [];
                }
            }
            while (refusal is null && await lines.FillAsync(cancellationToken));

            if (refusal is not null)
                letters.Add(Letter(part, lines.LineNumber, $"nothing of it is read: {refusal}", string.Empty, time));
            if (lines.Damage is { } damage)
                letters.Add(Letter(part, lines.LineNumber + 1, $"it can't be read any further: {damage}", string.Empty, time));
        }

        if (rows.Count > 0 || letters.Count > 0)
            yield return (rows, letters);
    }

    private static string? Read(ReadOnlySpan<byte> line, bool isCut, in ArchiveLayout layout, ReadRow? read, List<TRow> rows)
    {
        if (isCut)
            return $"the line is longer than {LineReader.MaxLineBytes:N0} bytes";
        if (read is null)
            return "it has the columns of neither trades, aggTrades nor klines";
        if (read(line, layout, out var row) is { } reason)
            return reason;

        rows.Add(row);
        return null;
    }

    private static string? RefuseLayout(ArchiveName? name, in ArchiveLayout layout)
    {
        if (name is not null && name.Kind != layout.Kind)
            return $"its name says {name.Kind} and its first line has the columns of {layout.Kind}";

        return layout.CountsContracts ? "these are COIN-M futures, whose quantities count contracts and not coins" : null;
    }

    private static async ValueTask<ArchivePart?> NextAsync(
        IAsyncEnumerator<ArchivePart> parts, string file, List<DeadLetter> letters, TimeProvider time)
    {
        try
        {
            return await parts.MoveNextAsync() ? parts.Current : null;
        }
        catch (Exception damage) when (damage is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            var reason = $"the file can't be read: {damage.Message}";
            letters.Add(new DeadLetter(Path.GetFileName(file), null, reason, string.Empty, Now(time)));
            return null;
        }
    }

    private static DeadLetter Letter(ArchivePart part, long line, string reason, string raw, TimeProvider time) =>
        new($"{part.Name}:{line}", null, reason, raw, Now(time));

    private static Timestamp Now(TimeProvider time) => Timestamp.From(time.GetUtcNow());
}
