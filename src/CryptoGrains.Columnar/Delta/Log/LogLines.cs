using System.Buffers;
using System.Text.Json;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>JSON objects of one property, a line each.</summary>
internal sealed class LogLines : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>No lines yet.</summary>
    public LogLines() => _json = new Utf8JsonWriter(_buffer, SchemaJson.WriterOptions);

    /// <summary>The lines.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Begins a line.</summary>
    /// <param name="action">The name of its property, whose value is an object that the caller fills.</param>
    public Utf8JsonWriter Begin(string action)
    {
        _json.WriteStartObject();
        _json.WriteStartObject(action);
        return _json;
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        _json.Reset(_buffer);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
