using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>A table's columns in the JSON of Spark's schemas.</summary>
internal static class SchemaJson
{
    /// <summary>How JSON is written to the log: as it is, without escapes meant for web pages.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The columns of a schema.</summary>
    /// <exception cref="DeltaException">It is no schema, or has columns that are not read here; without a full stop, as part of a sentence.</exception>
    public static ImmutableArray<ParquetColumn> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var columns = ImmutableArray.CreateBuilder<ParquetColumn>();
            foreach (var field in document.RootElement.GetProperty("fields").EnumerateArray())
                columns.Add(Column(field));
            return columns.DrainToImmutable();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DeltaException($"its schema is damaged ({exception.Message})", exception);
        }
    }

    /// <summary>A schema of columns.</summary>
    public static string Format(ImmutableArray<ParquetColumn> columns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "struct"u8);
            writer.WriteStartArray("fields"u8);
            foreach (var column in columns)
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, column.Name);
                writer.WriteString("type"u8, TypeName(column));
                writer.WriteBoolean("nullable"u8, column.IsNullable);
                writer.WriteStartObject("metadata"u8);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ParquetColumn Column(JsonElement field)
    {
        var name = field.GetProperty("name").GetString()!;
        var type = field.GetProperty("type");
        if (type.ValueKind != JsonValueKind.String)
        {
            throw new DeltaException(
                $"its column {name} is a {type.GetProperty("type").GetString()}, and nested columns are not read here");
        }

        var nullable = !field.TryGetProperty("nullable", out var says) || says.GetBoolean();
        var typeName = type.GetString()!;
        if (typeName.StartsWith("decimal", StringComparison.Ordinal))
            return Decimal(name, typeName, nullable);

        return new ParquetColumn(name, typeName switch
        {
            "boolean" => ParquetType.Boolean,
            "byte" or "short" or "integer" => ParquetType.Int32,
            "long" => ParquetType.Int64,
            "float" => ParquetType.Float,
            "double" => ParquetType.Double,
            "string" => ParquetType.String,
            "binary" => ParquetType.Binary,
            "date" => ParquetType.Date,
            "timestamp" => ParquetType.Timestamp,
            _ => throw new DeltaException($"its column {name} is of the type {typeName}, which is not read here"),
        }, nullable);
    }

    private static ParquetColumn Decimal(string name, string typeName, bool nullable)
    {
        // The type without numbers means decimal(10,0).
        if (typeName == "decimal")
            return new ParquetColumn(name, ParquetType.Decimal, nullable, Precision: 10);

        var numbers = typeName["decimal".Length..].Trim('(', ')').Split(',');
        if (numbers.Length != 2
            || !int.TryParse(numbers[0], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, null, out var precision)
            || !int.TryParse(numbers[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, null, out var scale)
            || precision is < 1 or > 38 || scale < 0 || scale > precision)
            throw new DeltaException($"its column {name} is of the type {typeName}, which is no decimal of at most 38 digits");

        return new ParquetColumn(name, ParquetType.Decimal, nullable, precision, scale);
    }

    private static string TypeName(ParquetColumn column) => column.Type switch
    {
        ParquetType.Boolean => "boolean",
        ParquetType.Int32 => "integer",
        ParquetType.Int64 => "long",
        ParquetType.Float => "float",
        ParquetType.Double => "double",
        ParquetType.String => "string",
        ParquetType.Binary => "binary",
        ParquetType.Date => "date",
        ParquetType.Timestamp => "timestamp",
        ParquetType.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal({column.Precision},{column.Scale})"),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, "There is no such type of column."),
    };
}
