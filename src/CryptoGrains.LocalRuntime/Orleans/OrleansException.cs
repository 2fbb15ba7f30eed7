namespace Orleans.Runtime;

/// <summary>The base of what goes wrong in the grain runtime.</summary>
public class OrleansException : Exception
{
    /// <summary>With a sentence.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and its cause.</summary>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
