using System.Text;
using CryptoGrains.Feeds.Files;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Feeds.Tests.Files;

public class LineReaderTests
{
    [Fact]
    public void Lines_are_those_of_the_text_however_the_bytes_come() =>
        Prop.ForAll(Gen.Elements("a", "\n", "\r\n", "bcd").ListOf().ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (pieces, portion) =>
        {
            var text = string.Concat(pieces);
            var expected = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
            if (expected[^1].Length == 0)
                expected.RemoveAt(expected.Count - 1);

            var (lines, _) = Read(new Portions(Encoding.UTF8.GetBytes(text), portion));
            return lines.SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_line() =>
        Assert.Equal(["id", "\uFEFFx"], Read(new Portions(Encoding.UTF8.GetBytes("\uFEFFid\n\uFEFFx\n"), 100)).Lines);

    [Fact]
    public void A_line_beyond_the_bound_is_given_once_and_cut()
    {
        var text = "a\n" + new string('x', (5 * LineReader.MaxLineBytes) + 3) + "\nb\n";

        var (lines, reader) = Read(new Portions(Encoding.UTF8.GetBytes(text), 50_000));

        Assert.Equal(["a", new string('x', LineReader.MaxLineBytes), "b"], lines);
        Assert.Equal(3, reader.LineNumber);
    }

    [Fact]
    public void A_gzip_stream_that_is_cut_anywhere_is_noticed_and_no_line_is_made_up()
    {
        var random = new Random(3);
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{random.Next()},{random.Next()}\n"));
        var whole = TemporaryFolder.Gzip(text);
        var expected = text.Split('\n')[..^1];

        for (var length = 2; length < whole.Length; length++)
        {
            var (lines, reader) = Read(new GzipSource(new MemoryStream(whole[..length])));
            Assert.True(reader.Damage is not null, $"A stream cut at {length} of {whole.Length} bytes passed for whole.");
            Assert.Equal(expected.Take(lines.Count), lines);
        }

        var (all, intact) = Read(new GzipSource(new MemoryStream(whole)));
        Assert.Null(intact.Damage);
        Assert.Equal(expected, all);
    }

    [Fact]
    public void A_gzip_stream_may_have_several_members_and_an_empty_one()
    {
        byte[] members = [.. TemporaryFolder.Gzip("a\nb"), .. TemporaryFolder.Gzip(""), .. TemporaryFolder.Gzip("c\nd\n")];

        var (lines, reader) = Read(new GzipSource(new MemoryStream(members)));

        Assert.Equal(["a", "bc", "d"], lines);
        Assert.Null(reader.Damage);
    }

    [Fact]
    public void Whatever_follows_a_gzip_header_ends_in_a_damage_and_not_in_a_fall() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            byte[] stream = [0x1f, 0x8b, 8, 0, .. bytes];
            return Read(new GzipSource(new MemoryStream(stream))).Reader.Damage is not null;
        }).QuickCheckThrowOnFailure();

    private static (List<string> Lines, LineReader Reader) Read(ByteSource source)
    {
        var reader = new LineReader(source);
        var lines = new List<string>();
        do
        {
            while (reader.TryReadLine(out var line))
                lines.Add(Encoding.UTF8.GetString(line));
        }
        while (reader.FillAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());

        return (lines, reader);
    }

    /// <summary>Gives its bytes in portions of a size.</summary>
    private sealed class Portions(byte[] bytes, int size) : ByteSource
    {
        private int _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var count = Math.Min(Math.Min(size, buffer.Length), bytes.Length - _given);
            bytes.AsMemory(_given, count).CopyTo(buffer);
            _given += count;
            return ValueTask.FromResult(count);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
