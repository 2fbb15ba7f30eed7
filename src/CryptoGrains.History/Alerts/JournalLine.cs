using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoGrains.Market;

namespace CryptoGrains.History.Alerts;

/// <summary>A line of the journal. Its form is that of docs/formats/alert-journal.md, byte for byte.</summary>
public sealed record JournalLine
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int HashLength = 64;

    private JournalLine()
    {
    }

    /// <summary>Its number, from 1 on without a hole.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was written, by the writer's clock.</summary>
    public required Timestamp Time { get; init; }

    /// <inheritdoc cref="JournalEntry.Kind"/>
    public required string Kind { get; init; }

    /// <inheritdoc cref="JournalEntry.By"/>
    public required string By { get; init; }

    /// <inheritdoc cref="JournalEntry.Body"/>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The hash of the line before.</summary>
    public required string Previous { get; init; }

    /// <summary>The SHA-256, in hexadecimal, of the line without this member and without its line feed.</summary>
    public required string Hash { get; init; }

    /// <summary>The whole line without its line feed: ASCII.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The place after it.</summary>
    public JournalPosition Position => new(Seq, Hash);

    private static ReadOnlySpan<byte> BeforeHash => ",\"hash\":\""u8;

    private static int TailLength => BeforeHash.Length + HashLength + 2;

    /// <summary>Makes the line that comes after a place.</summary>
    /// <exception cref="ArgumentException">The body is not one line of JSON.</exception>
    public static JournalLine Write(JournalPosition after, Timestamp time, JournalEntry entry)
    {
        if (entry.Body.Span.Contains((byte)'\n'))
            throw new ArgumentException("The body has a line feed, and the journal has one line for each entry.", nameof(entry));

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, after.Seq + 1);
            json.WriteString("time"u8, time.ToString());
            json.WriteString("kind"u8, entry.Kind);
            json.WriteString("by"u8, entry.By);
            json.WritePropertyName("body"u8);
            json.WriteRawValue(entry.Body.Span);
            json.WriteString("previous"u8, after.Hash);
            json.WriteEndObject();
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
        return new JournalLine
        {
            Seq = after.Seq + 1,
            Time = time,
            Kind = entry.Kind,
            By = entry.By,
            Body = entry.Body,
            Previous = after.Hash,
            Hash = hash,
            Bytes = (byte[])[.. buffer.WrittenSpan[..^1], .. BeforeHash, .. Encoding.ASCII.GetBytes(hash), .. "\"}"u8],
        };
    }

    /// <summary>Reads a line, and checks its own hash.</summary>
    /// <exception cref="FormatException">It is none, or it was changed: the sentence says which.</exception>
    public static JournalLine Parse(ReadOnlyMemory<byte> bytes)
    {
        var line = bytes.Span;
        if (line.Length <= TailLength || !line[^TailLength..].StartsWith(BeforeHash) || !line.EndsWith("\"}"u8))
            throw new FormatException("it does not end with its hash");

        var hash = Encoding.ASCII.GetString(line.Slice(line.Length - HashLength - 2, HashLength));
        byte[] hashed = [.. line[..^TailLength], (byte)'}'];
        var actual = Convert.ToHexStringLower(SHA256.HashData(hashed));
        if (!string.Equals(hash, actual, StringComparison.Ordinal))
            throw new FormatException($"its hash is {hash}, but its bytes give {actual}");

        try
        {
            return ReadMembers(bytes, hash);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"its members can't be read ({exception.Message})", exception);
        }
    }

    private static JournalLine ReadMembers(ReadOnlyMemory<byte> bytes, string hash)
    {
        var json = new Utf8JsonReader(bytes.Span);
        json.Read();
        Next(ref json, "seq"u8);
        var seq = json.GetInt64();
        Next(ref json, "time"u8);
        var time = DateTimeOffset.ParseExact(json.GetString()!, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Next(ref json, "kind"u8);
        var kind = json.GetString()!;
        Next(ref json, "by"u8);
        var by = json.GetString()!;
        Next(ref json, "body"u8);
        var start = (int)json.TokenStartIndex;
        json.Skip();
        var body = bytes[start..(int)json.BytesConsumed];
        Next(ref json, "previous"u8);
        var previous = json.GetString()!;
        return new JournalLine
        {
            Seq = seq,
            Time = Timestamp.From(time),
            Kind = kind,
            By = by,
            Body = body,
            Previous = previous,
            Hash = hash,
            Bytes = bytes,
        };
    }

    private static void Next(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals(name))
            throw new FormatException($"'{Encoding.ASCII.GetString(name)}' is not where it belongs");
        json.Read();
    }
}
