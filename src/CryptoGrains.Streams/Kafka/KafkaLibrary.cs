using System.Reflection;
using System.Runtime.InteropServices;

namespace CryptoGrains.Streams.Kafka;

/// <summary>Finds librdkafka where it was not brought by its package but installed in the system.</summary>
internal static class KafkaLibrary
{
    private const string Name = "librdkafka";

    /// <summary>Debian's <c>librdkafka1</c> and Homebrew's <c>librdkafka</c>: without the headers there is no name without a version.</summary>
    private static readonly string[] SystemNames = ["librdkafka.so.1", "librdkafka.1.dylib"];

    static KafkaLibrary() => NativeLibrary.SetDllImportResolver(typeof(Confluent.Kafka.Library).Assembly, Resolve);

    /// <summary>Loads the library, the first time.</summary>
    /// <exception cref="TradeLogException">There is none.</exception>
    public static void Load()
    {
        try
        {
            if (Confluent.Kafka.Library.IsLoaded || Confluent.Kafka.Library.Load(null))
                return;
        }
        catch (Exception exception) when (exception is DllNotFoundException or InvalidOperationException)
        {
            throw new TradeLogException("Kafka needs the library librdkafka, which is not here: install it (Debian: librdkafka1).", exception);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Name || NativeLibrary.TryLoad(name, assembly, searchPath, out var handle))
            return 0;

        foreach (var systemName in SystemNames)
        {
            if (NativeLibrary.TryLoad(systemName, out handle))
                return handle;
        }

        return 0;
    }
}
