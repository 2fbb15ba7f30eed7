using System.ComponentModel;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.History.Verify;
using static CryptoGrains.History.Tests.Alerts.SampleJournal;

namespace CryptoGrains.History.Tests.Alerts;

public sealed class AlertJournalTests
{
    private readonly MemoryStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_journal_that_was_never_written_has_no_line_and_ends_at_its_start()
    {
        Assert.Empty(await NumbersAsync(_store));
        Assert.Empty(await NumbersBackAsync(_store));
        Assert.Equal(JournalPosition.Start, await new AlertJournal(_store).EndAsync(Cancel));
        Assert.Equal(new JournalReport(JournalPosition.Start, null), await VerifyAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(200)]
    public async Task Lines_are_read_from_any_number_on_and_back(int count)
    {
        var writer = Writer(_store);
        await writer.AppendAsync(Enumerable.Range(1, count));
        for (var from = 1; from <= count + 1; from += Math.Max(1, count / 7))
        {
            Assert.Equal(Enumerable.Range(from, count - from + 1), await NumbersAsync(_store, from));
            Assert.Equal(Enumerable.Range(1, from - 1).Reverse(), await NumbersBackAsync(_store, from));
        }

        Assert.Equal(writer.End, await new AlertJournal(_store).EndAsync(Cancel));
    }

    [Fact]
    public async Task Small_blobs_are_merged_so_that_there_are_never_many()
    {
        var writer = Writer(_store);
        var written = 0L;
        _store.AfterWrite = name => written += _store.ReadAsync(name).AsTask().GetAwaiter().GetResult()!.Value.Length;
        for (var round = 0; round < 100; round++)
        {
            await writer.AppendAsync(Enumerable.Range((round * 20) + 1, 20), padding: 10_000);
            Assert.InRange(_store.Names.Length, 1, 40);
        }

        // 20 MB in blobs of 4 MiB and more, and each line was copied a few times at the most.
        var length = 0L;
        foreach (var name in _store.Names)
            length += (await _store.ReadAsync(name, Cancel))!.Value.Length;
        Assert.InRange(length, 20_000_000, 22_000_000);
        Assert.InRange(written, length * 2, length * 8);
        Assert.Equal(Enumerable.Range(1, 2_000), await NumbersAsync(_store));
    }

    [Fact]
    public async Task Of_two_that_write_at_once_each_finds_out_what_the_other_has_written()
    {
        var numbers = Enumerable.Range(0, 2).Select(async writer =>
        {
            var mine = Writer(_store);
            for (var i = 0; i < 300; i++)
            {
                while (await mine.TryAppendAsync([Entry((writer * 1_000) + i)], Now, Cancel) is null)
                {
                    await foreach (var line in new AlertJournal(_store).ReadAsync(mine.End.Seq + 1, Cancel))
                        mine.MoveTo(line.Position);
                }

                await mine.MergeAsync(Cancel);
            }
        });
        await Task.WhenAll(numbers);

        var all = await NumbersAsync(_store);
        Assert.Equal(Enumerable.Range(0, 300), all.Where(number => number < 1_000));
        Assert.Equal(Enumerable.Range(1_000, 300), all.Where(number => number >= 1_000));
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task A_writer_that_slept_while_its_blob_was_merged_away_writes_nothing()
    {
        var awake = Writer(_store);
        await awake.AppendAsync([1, 2]);
        var asleep = Writer(_store, awake.End);
        await awake.AppendAsync(Enumerable.Range(3, 60));
        Assert.DoesNotContain(JournalBlob.CommitName(3), _store.Names);

        Assert.Null(await asleep.TryAppendAsync([Entry(99)], Now, Cancel));
        Assert.Equal(Enumerable.Range(1, 62), await NumbersAsync(_store));
    }

    [Fact]
    public async Task What_such_a_writer_left_when_it_was_killed_is_no_part_of_the_journal()
    {
        var awake = Writer(_store);
        await awake.AppendAsync(Enumerable.Range(1, 60));
        await _store.TryCreateAsync(JournalBlob.CommitName(3), "half a thou"u8.ToArray(), Cancel);

        Assert.Equal(Enumerable.Range(1, 60), await NumbersAsync(_store));
        await awake.AppendAsync([61]);
        Assert.DoesNotContain(JournalBlob.CommitName(3), _store.Names);
    }

    [Fact]
    public async Task Blobs_that_a_power_failure_brings_back_are_no_second_lines()
    {
        var everWritten = new Dictionary<string, ReadOnlyMemory<byte>>();
        _store.AfterWrite = name => everWritten[name] = _store.ReadAsync(name).AsTask().GetAwaiter().GetResult()!.Value;
        var writer = Writer(_store);
        await writer.AppendAsync(Enumerable.Range(1, 150));
        foreach (var (name, content) in everWritten)
            await _store.TryCreateAsync(name, content, Cancel);

        Assert.Equal(Enumerable.Range(1, 150), await NumbersAsync(_store));
        Assert.Equal(Enumerable.Range(1, 150).Reverse(), await NumbersBackAsync(_store));
        await writer.AppendAsync([151]);
        Assert.InRange(_store.Names.Length, 1, 40);
    }

    [Fact]
    public async Task A_reader_goes_on_where_blobs_were_merged_under_it()
    {
        var writer = Writer(_store);
        for (var i = 1; i <= 31; i++)
            await writer.TryAppendAsync([Entry(i)], Now, Cancel);

        var numbers = new List<int>();
        await foreach (var line in new AlertJournal(_store).ReadAsync(1, Cancel))
        {
            numbers.Add(NumberOf(line));
            if (numbers.Count == 10)
                await writer.AppendAsync([32, 33]);
        }

        Assert.Equal(Enumerable.Range(1, 33), numbers);
    }

    [Fact]
    public async Task Whatever_byte_is_changed_the_check_says_where()
    {
        await Writer(_store).AppendAsync(Enumerable.Range(1, 4));
        foreach (var name in _store.Names)
        {
            var whole = (await _store.ReadAsync(name, Cancel))!.Value.ToArray();
            for (var i = 0; i < whole.Length; i++)
            {
                var changed = whole.ToArray();
                changed[i] ^= 4;
                await _store.ReplaceAsync(name, changed, Cancel);
                var report = await VerifyAsync();
                Assert.Contains(name, report.Broken);
                Assert.Equal(long.Parse(name.AsSpan(JournalBlob.Folder.Length, 20)) - 1, report.End.Seq);
            }

            await _store.ReplaceAsync(name, whole, Cancel);
        }

        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task A_line_that_was_changed_with_its_own_hash_breaks_the_chain_at_the_next()
    {
        await Writer(_store).AppendAsync(Enumerable.Range(1, 4));
        var second = JournalLine.Parse((await _store.ReadAsync(JournalBlob.CommitName(2), Cancel))!.Value[..^1]);
        var forged = JournalLine.Write(new JournalPosition(1, second.Previous), second.Time, Entry(77));
        await _store.ReplaceAsync(JournalBlob.CommitName(2), (byte[])[.. forged.Bytes.Span, (byte)'\n'], Cancel);

        var report = await VerifyAsync();
        Assert.Equal(2, report.End.Seq);
        Assert.Contains($"{JournalBlob.CommitName(3)}, at line 1 of the blob, number 3", report.Broken);
    }

    [Fact]
    public async Task A_blob_that_is_gone_is_found()
    {
        await Writer(_store).AppendAsync(Enumerable.Range(1, 4));
        await _store.DeleteAsync(JournalBlob.CommitName(3), Cancel);
        var report = await VerifyAsync();
        Assert.Equal(2, report.End.Seq);
        Assert.Contains("has no line 3, but later ones", report.Broken);
        await Assert.ThrowsAsync<JournalException>(() => NumbersBackAsync(_store));
    }

    [Fact]
    public async Task A_torn_end_is_found()
    {
        await Writer(_store).AppendAsync(Enumerable.Range(1, 4));
        var last = (await _store.ReadAsync(JournalBlob.CommitName(4), Cancel))!.Value;
        for (var length = 0; length < last.Length; length++)
        {
            await _store.ReplaceAsync(JournalBlob.CommitName(4), last[..length], Cancel);
            Assert.Contains(JournalBlob.CommitName(4), (await VerifyAsync()).Broken);
        }
    }

    [Fact]
    public async Task Another_program_that_knows_only_the_format_finds_the_same_chain()
    {
        using var folder = new TemporaryFolder();
        IBlobStore store = new FolderBlobStore(folder.Path, force: false);
        var writer = Writer(store);
        await writer.AppendAsync(Enumerable.Range(1, 100));
        await writer.TryAppendAsync([Entry(101), new JournalEntry("acknowledged", "Jürgen", "{}"u8.ToArray())], Now, Cancel);

        Assert.Equal((0, $"102 {writer.End.Hash}\n"), await JudgeAsync(folder.Path));

        var commit = Path.Combine(folder.Path, JournalBlob.CommitName(101));
        var lines = await File.ReadAllTextAsync(commit, Cancel);
        await File.WriteAllTextAsync(commit, lines.Replace("101", "107"), Cancel);
        Assert.Equal((1, "after line 100: line 107 was changed\n"), await JudgeAsync(folder.Path));
    }

    [Fact]
    public async Task Sha256sum_finds_the_hash_of_a_line()
    {
        using var folder = new TemporaryFolder();
        IBlobStore store = new FolderBlobStore(folder.Path, force: false);
        var writer = Writer(store);
        await writer.AppendAsync([1, 2]);

        // The one-liner of docs/formats/alert-journal.md.
        var (exitCode, output) = await Tool.RunAsync(
            Path.Combine(folder.Path, JournalBlob.Folder),
            ["sh", "-c", $$"""sed -n 1p {{Path.GetFileName(JournalBlob.CommitName(2))}} | sed 's/,"hash":"[0-9a-f]*"}$/}/' | tr -d '\n' | sha256sum"""]);
        Assert.Equal((0, $"{writer.End.Hash}  -\n"), (exitCode, output));
    }

    private static async Task<(int ExitCode, string Output)> JudgeAsync(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "CryptoGrains.sln")))
            root = root.Parent;
        try
        {
            return await Tool.RunAsync(
                Path.Combine(root.FullName, "tests", "CryptoGrains.History.Tests", "judges"),
                ["node", "check-journal.mjs", Path.Combine(folder, JournalBlob.Folder)]);
        }
        catch (Win32Exception)
        {
            Assert.Skip("node is not installed: the independent check of the journal needs Node.js 20 or newer.");
            throw;
        }
    }

    private Task<JournalReport> VerifyAsync() => new JournalVerify(new AlertJournal(_store)).RunAsync(cancellationToken: Cancel);
}
