namespace Koppel.Sdk.Schema;

/// <summary>What a load does with its rows.</summary>
public enum WriteOperation
{
    /// <summary>They are added.</summary>
    Insert,

    /// <summary>The rows with their keys get their values.</summary>
    Update,

    /// <summary>The rows with their keys are removed.</summary>
    Delete,
}

/// <summary>The words of a <see cref="WriteOperation"/>.</summary>
public static class WriteOperationWords
{
    /// <summary>The operation as a user writes it: insert, update or delete.</summary>
    public static string ToWord(this WriteOperation operation) => operation switch
    {
        WriteOperation.Insert => "insert",
        WriteOperation.Update => "update",
        _ => "delete",
    };

    /// <summary>What becomes of a row, as in "rows cannot be inserted".</summary>
    public static string ToParticiple(this WriteOperation operation) => operation switch
    {
        WriteOperation.Insert => "inserted",
        WriteOperation.Update => "updated",
        _ => "deleted",
    };
}
