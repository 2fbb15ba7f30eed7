using System.Text;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Alerts;

public sealed class JournalLineTests
{
    // The bytes of docs/formats/alert-journal.md: what is written once must be readable for ever.
    private const string First =
        """{"seq":1,"time":"2024-08-05T01:02:03.000004Z","kind":"rule-added","by":"ann","body":{"a":[1.5,"\u00FC"]},"previous":"0000000000000000000000000000000000000000000000000000000000000000","hash":"bd890bf0912ba038519067fc9c5a95ab58da823040c72e3da6ac58cae031782e"}""";

    private static readonly Timestamp Time = Timestamp.From(new DateTimeOffset(2024, 8, 5, 1, 2, 3, TimeSpan.Zero)) + TimeSpan.FromMicroseconds(4);

    private static JournalLine Golden => JournalLine.Write(
        JournalPosition.Start, Time, new JournalEntry("rule-added", "ann", Encoding.UTF8.GetBytes("""{"a":[1.5,"\u00FC"]}""")));

    [Fact]
    public void The_bytes_are_those_that_are_written_down() => Assert.Equal(First, Encoding.ASCII.GetString(Golden.Bytes.Span));

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        var read = JournalLine.Parse(Golden.Bytes);
        Assert.Equal((1, Time, "rule-added", "ann"), (read.Seq, read.Time, read.Kind, read.By));
        Assert.Equal("""{"a":[1.5,"\u00FC"]}""", Encoding.ASCII.GetString(read.Body.Span));
        Assert.Equal(Golden.Position, read.Position);
        Assert.Equal(JournalPosition.Start.Hash, read.Previous);
    }

    [Fact]
    public void Names_of_people_are_ascii_in_one_line_whatever_they_hold()
    {
        var line = JournalLine.Write(JournalPosition.Start, Time, new JournalEntry("acknowledged", "Jürgen\n\"<>\u2028", "{}"u8.ToArray()));
        Assert.DoesNotContain(line.Bytes.ToArray(), value => value is < 32 or > 126);
        Assert.Equal("Jürgen\n\"<>\u2028", JournalLine.Parse(line.Bytes).By);
    }

    [Fact]
    public void Each_changed_byte_is_found()
    {
        var bytes = Golden.Bytes.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.Throws<FormatException>(() => JournalLine.Parse(changed));
        }
    }

    [Fact]
    public void Each_shorter_line_is_none()
    {
        for (var length = 0; length < Golden.Bytes.Length; length++)
            Assert.Throws<FormatException>(() => JournalLine.Parse(Golden.Bytes[..length]));
    }

    [Fact]
    public void A_body_of_two_lines_is_refused() => Assert.Throws<ArgumentException>(
        () => JournalLine.Write(JournalPosition.Start, Time, new JournalEntry("fired", "rule", "{\n}"u8.ToArray())));
}
