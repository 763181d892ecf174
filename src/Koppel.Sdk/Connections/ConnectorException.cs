namespace Koppel.Sdk.Connections;

/// <summary>What went wrong on the remote system, so that a caller can decide without reading the message.</summary>
public enum ConnectorErrorKind
{
    /// <summary>No connection could be made, or it broke.</summary>
    Unreachable,

    /// <summary>The system does not accept the credentials, or they may not do this.</summary>
    Unauthorized,

    /// <summary>The system refused what was asked.</summary>
    Refused,

    /// <summary>What was asked for is not there.</summary>
    NotFound,

    /// <summary>The system limits the number of calls, and went on doing so.</summary>
    Throttled,

    /// <summary>The system failed.</summary>
    ServerFault,

    /// <summary>The answer could not be understood.</summary>
    BadAnswer,

    /// <summary>A file is missing, unreadable, or not what it should be.</summary>
    File,

    /// <summary>Koppel or the connector cannot do this, and says why.</summary>
    NotSupported,
}

/// <summary>A fault of a remote system or a file, told as a sentence: what, where, why, what to do. It never holds a secret.</summary>
public sealed class ConnectorException : Exception
{
    /// <summary>A fault.</summary>
    public ConnectorException(ConnectorErrorKind kind, string message, Exception? inner = null) : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public ConnectorErrorKind Kind { get; }

    /// <summary>The connection's name, or empty when it is not known.</summary>
    public string Connection { get; init; } = "";

    /// <summary>The table, or empty.</summary>
    public string Table { get; init; } = "";

    /// <summary>The call, such as <c>GET /api/contacts</c>, or empty.</summary>
    public string Call { get; init; } = "";

    /// <summary>The HTTP status, or 0.</summary>
    public int Status { get; init; }

    /// <summary>The beginning of the answer's body, or empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>The same call may succeed later without a change.</summary>
    public bool IsTransient =>
        Kind
            is ConnectorErrorKind.Unreachable or ConnectorErrorKind.Throttled or ConnectorErrorKind.ServerFault
                or ConnectorErrorKind.BadAnswer;

    /// <summary>The call may have taken effect although no good answer came.</summary>
    public bool MayHaveHappened { get; init; }
}
