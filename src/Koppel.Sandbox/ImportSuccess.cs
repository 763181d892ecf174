namespace Koppel.Sandbox;

/// <summary>Which contacts the <c>success</c> list of an import names.</summary>
public enum ImportSuccess
{
    /// <summary>Those that the import created.</summary>
    Created,

    /// <summary>Those that it created or updated.</summary>
    All,
}
