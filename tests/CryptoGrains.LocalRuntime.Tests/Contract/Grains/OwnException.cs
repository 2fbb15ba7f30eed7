namespace CryptoGrains.LocalRuntime.Tests.Contract;

[GenerateSerializer]
public sealed class OwnException(string message) : Exception(message);
