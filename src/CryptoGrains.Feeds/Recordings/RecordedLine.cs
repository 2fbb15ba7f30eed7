using System.Buffers.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Recordings;

/// <summary>One line of a recording: <c>&lt;receive time in ns&gt; &lt;message&gt;</c>.</summary>
internal static class RecordedLine
{
    /// <summary>Splits a line into the time it was received and the message.</summary>
    /// <returns>Whether the line begins with a time of our years and a blank.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> line, out Timestamp receiveTime, out ReadOnlySpan<byte> message)
    {
        receiveTime = default;
        message = default;
        if (!Utf8Parser.TryParse(line, out long nanoseconds, out var read) || read >= line.Length || line[read] != ' ')
            return false;

        receiveTime = new Timestamp(nanoseconds / 1_000);
        message = line[(read + 1)..];
        return receiveTime >= TradeRules.Earliest && receiveTime <= TradeRules.Latest;
    }
}
