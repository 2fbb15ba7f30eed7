using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Steps of reading JSON: each stands at a property's name, and ends at the end of its value. A value may be null.</summary>
internal static class JsonReading
{
    /// <summary>Checks that an object begins here.</summary>
    public static void ExpectObject(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"An object should be where there is a {reader.TokenType} (byte {reader.TokenStartIndex}).");
    }

    /// <summary>Enters an object that is a property's value.</summary>
    public static void ReadObject(this ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.ExpectObject();
    }

    /// <summary>Goes to the next property's name; false at the object's end.</summary>
    public static bool NextProperty(this ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            throw new JsonException("The text ends inside an object.");
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>A text.</summary>
    public static string? ReadString(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    /// <summary>A whole number.</summary>
    public static long? ReadInt64(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
    }

    /// <summary>A truth value.</summary>
    public static bool? ReadBoolean(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
    }

    /// <summary>A list of texts.</summary>
    public static ImmutableArray<string> ReadStrings(this ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return [];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"A list should be where there is a {reader.TokenType} (byte {reader.TokenStartIndex}).");

        var texts = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.GetString() ?? throw new JsonException("A list of texts has a null."));
        return texts.DrainToImmutable();
    }

    /// <summary>An object whose values are texts; of a value that is none its JSON is taken.</summary>
    public static ImmutableSortedDictionary<string, string?> ReadMap(this ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return ImmutableSortedDictionary<string, string?>.Empty;
        reader.ExpectObject();
        var map = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        while (reader.NextProperty())
        {
            var key = reader.GetString()!;
            reader.Read();
            map[key] = reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : RawValue(ref reader);
        }

        return map.ToImmutable();
    }

    /// <summary>Passes over a property's value.</summary>
    /// <returns>Whether there was one, that is whether it was not null.</returns>
    public static bool SkipValue(this ref Utf8JsonReader reader)
    {
        reader.Read();
        var isValue = reader.TokenType != JsonTokenType.Null;
        reader.Skip();
        return isValue;
    }

    private static string RawValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return Encoding.UTF8.GetString(reader.ValueSpan);
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }
}
