using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>What the log says of a data file's rows, in Delta's JSON: their number, and of each column the least, greatest and missing values.</summary>
internal static class FileStatistics
{
    /// <summary>The number of rows; null where the statistics do not say.</summary>
    public static long? Rows(string stats)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(stats));
            reader.Read();
            reader.ExpectObject();
            while (reader.NextProperty())
            {
                if (reader.ValueTextEquals("numRecords"u8))
                    return reader.ReadInt64();
                reader.SkipValue();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // Statistics are advice; damaged ones say nothing.
            return null;
        }

        return null;
    }

    /// <summary>The statistics of a file's rows.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="rowGroups">For each row group the values of each column.</param>
    public static string Of(IReadOnlyList<ParquetColumn> columns, IReadOnlyList<IReadOnlyList<ColumnData>> rowGroups)
    {
        var bounds = columns.Select((column, place) => ColumnBounds.Of(column, [.. rowGroups.Select(group => group[place])])).ToArray();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, SchemaJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("numRecords"u8, rowGroups.Sum(group => group.Count == 0 ? 0L : group[0].Count));
            Write(json, "minValues", columns, bounds, bound => bound.Min);
            Write(json, "maxValues", columns, bounds, bound => bound.Max);
            Write(json, "nullCount", columns, bounds, bound => bound.Nulls.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(
        Utf8JsonWriter json, string name, IReadOnlyList<ParquetColumn> columns, ColumnBounds[] bounds, Func<ColumnBounds, string?> part)
    {
        json.WriteStartObject(name);
        for (var i = 0; i < columns.Count; i++)
        {
            if (part(bounds[i]) is not { } value)
                continue;
            json.WritePropertyName(columns[i].Name);
            json.WriteRawValue(value);
        }

        json.WriteEndObject();
    }
}
