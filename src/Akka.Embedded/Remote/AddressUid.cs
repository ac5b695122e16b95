using System.Security.Cryptography;
using Akka.Actor;

namespace Akka.Remote;

/// <summary>Tells the incarnations of systems at one address apart: drawn anew by every system.</summary>
public class AddressUid : IExtension
{
#pragma warning disable CA1051 // Akka.NET has a field here.
    public readonly int Uid = RandomNumberGenerator.GetInt32(1, int.MaxValue);
#pragma warning restore CA1051
}

public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    private static readonly AddressUidExtension Instance = new();

    public override AddressUid CreateExtension(ExtendedActorSystem system) => new();

    public static int Uid(ActorSystem system) => Instance.Apply(system).Uid;
}
