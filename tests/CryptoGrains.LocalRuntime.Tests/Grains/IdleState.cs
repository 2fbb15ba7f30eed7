namespace CryptoGrains.LocalRuntime.Tests;

public sealed class IdleState
{
    public int Touched { get; set; }
}
