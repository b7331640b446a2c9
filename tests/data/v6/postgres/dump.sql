--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: admin_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.admin_key (
    id text NOT NULL,
    digest bytea NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    meetings integer,
    phones integer,
    expires text,
    created text NOT NULL,
    used text,
    revoked text
);


--
-- Name: box_ballot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_ballot (
    meeting text NOT NULL,
    round text NOT NULL,
    bid bytea NOT NULL,
    sealed bytea NOT NULL,
    since xid8 DEFAULT pg_current_xact_id() NOT NULL
);
ALTER TABLE ONLY public.box_ballot ALTER COLUMN sealed SET STATISTICS 0;


--
-- Name: box_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_key (
    meeting text NOT NULL,
    round text NOT NULL,
    wrapped bytea NOT NULL,
    made timestamp with time zone DEFAULT now() NOT NULL,
    format integer DEFAULT 1 NOT NULL
);
ALTER TABLE ONLY public.box_key ALTER COLUMN wrapped SET STATISTICS 0;


--
-- Name: box_released; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_released (
    meeting text NOT NULL,
    round text NOT NULL,
    name bytea NOT NULL,
    sealed bytea NOT NULL,
    since xid8 DEFAULT pg_current_xact_id() NOT NULL
);


--
-- Name: box_spent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_spent (
    meeting text NOT NULL,
    round text NOT NULL,
    tag bytea NOT NULL,
    tries integer DEFAULT 0 NOT NULL
);


--
-- Name: box_turnout; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_turnout (
    meeting text NOT NULL,
    round text NOT NULL,
    node text NOT NULL,
    phone integer NOT NULL,
    paper integer NOT NULL,
    invalid bytea NOT NULL
);


--
-- Name: checksum; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.checksum (
    meeting text NOT NULL,
    cards bigint NOT NULL,
    rounds bigint NOT NULL,
    spent bigint NOT NULL,
    chain text NOT NULL
);


--
-- Name: code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.code (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    voters integer NOT NULL
);


--
-- Name: countdown; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.countdown (
    meeting text NOT NULL,
    round text NOT NULL,
    id text NOT NULL,
    ran double precision NOT NULL
);


--
-- Name: instance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.instance (
    one integer NOT NULL,
    meetings integer NOT NULL,
    chain text NOT NULL,
    CONSTRAINT instance_one_check CHECK ((one = 1))
);


--
-- Name: instance_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.instance_log (
    number integer NOT NULL,
    at text NOT NULL,
    role text NOT NULL,
    admin text NOT NULL,
    act text NOT NULL,
    meeting integer,
    detail text NOT NULL,
    chain text NOT NULL
);


--
-- Name: key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.key (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    role text NOT NULL
);


--
-- Name: log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log (
    meeting text NOT NULL,
    number integer NOT NULL,
    at text NOT NULL,
    role text NOT NULL,
    act text NOT NULL,
    detail text NOT NULL,
    chain text NOT NULL
);


--
-- Name: meeting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.meeting (
    id text NOT NULL,
    phase text NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    digest bytea NOT NULL,
    rotating integer DEFAULT 0 NOT NULL,
    number integer,
    owner text
);


--
-- Name: migrated; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrated (
    number integer NOT NULL
);


--
-- Name: pooled; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pooled (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    voters text NOT NULL,
    mean text,
    untrimmed integer NOT NULL
);


--
-- Name: presence; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.presence (
    meeting text NOT NULL,
    node text NOT NULL,
    joined integer NOT NULL,
    seen timestamp with time zone NOT NULL
);


--
-- Name: retry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.retry (
    meeting text NOT NULL,
    round text NOT NULL,
    digest bytea NOT NULL
);


--
-- Name: revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.revision (
    meeting text NOT NULL,
    number bigint NOT NULL
);


--
-- Name: round; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round (
    id text NOT NULL,
    meeting text NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    body text NOT NULL,
    digest bytea NOT NULL
);


--
-- Name: signing_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_key (
    one integer NOT NULL,
    wrapped bytea NOT NULL,
    CONSTRAINT signing_key_one_check CHECK ((one = 1))
);


--
-- Name: spent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.spent (
    meeting text NOT NULL,
    round text NOT NULL,
    tag bytea NOT NULL,
    tries integer DEFAULT 0 NOT NULL
);


--
-- Name: standing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.standing (
    meeting text NOT NULL,
    subject text NOT NULL,
    round text NOT NULL
);


--
-- Name: subject_text; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subject_text (
    meeting text NOT NULL,
    subject text NOT NULL,
    kind text NOT NULL,
    body text NOT NULL
);
ALTER TABLE ONLY public.subject_text ALTER COLUMN body SET STATISTICS 0;


--
-- Name: token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.token (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    voters integer NOT NULL,
    batch text,
    recuse text,
    void integer DEFAULT 0 NOT NULL,
    during text,
    minute integer,
    joined integer DEFAULT 0 NOT NULL,
    paper integer DEFAULT 0 NOT NULL
);


--
-- Name: vote; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vote (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    voters integer NOT NULL,
    marks bytea NOT NULL,
    times integer NOT NULL
);


--
-- Name: write_in; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.write_in (
    meeting text NOT NULL,
    round text NOT NULL,
    names text NOT NULL
);
ALTER TABLE ONLY public.write_in ALTER COLUMN names SET STATISTICS 0;


--
-- Name: written; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.written (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    key text NOT NULL,
    text text NOT NULL
);
ALTER TABLE ONLY public.written ALTER COLUMN text SET STATISTICS 0;


--
-- Data for Name: admin_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.admin_key (id, digest, name, folded, meetings, phones, expires, created, used, revoked) FROM stdin;
\.


--
-- Data for Name: box_ballot; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_ballot (meeting, round, bid, sealed, since) FROM stdin;
6ae5625f838eeac0	2b4415cc64b452f8	\\x1e6011866186b637571b303c96e8cf3b	\\x8f8b25f52a572cb6410b518fc2c5c618d253d6cf1d676d98b94f36fc6a15d3023322d7ce1f8d7edbee5a9175abb651123b8ba1de2a1c3db6edfa97e771fc8014a0bc420f5dbc5e7cf23a120cc1b6f916ac46673d756f78fad0c4c99ee76087096528f002fba4cf8946c5505e58e3c0dd3bc69fbf0c7798e9ea5aa25d4dc4d88d4401b098df6a3be6f40bc24b3b5970d446fa9f6215b1167a68df55db71b8618bb092094f0528e3d1f8bb416a8353bb4458cd5330df233f722ee12f97271200940d50f580a8d4ae2a46630ee5d434cf4e43d0fc56aa5db89460a623b701e931ee846118cad8d891bd426825ccc427444753a7efbadfc539efcf98c812c69215d9	952
6ae5625f838eeac0	2b4415cc64b452f8	\\xfa998aed675b2adff477e1ef4b73db82	\\x6bd2c5049c25e0d443ee37dee3238e75966b564de262cad7df2b097f319c9f8eba234b0d86423432c8b672c3fb287a33e926339d421a18a414081a6b7d78ccbe35560e0d328c477d18172661bdc93256d43251ddb571f5b203f60efb9aaf0b0779ffca1819e99c620bee578f6f0214f51df472748a4041a56a693142ee0f7d26eef0dafecc34e985879283edfbaf36e5b73f44843b5dc5b7f3a67087741bc7a9088890fd6c38e95e15f4a57f9516e10fe4c806c1f26c91b1ba3b4134db63574cc02af4ba21d63b54c736e29d470bb90417cf696c3122e2e774fa5cc53b4ffbde211e29ddab9a4d41b5297ae1bb1957c2022b888bf9e06c24062e36b39d409062	953
6ae5625f838eeac0	2b4415cc64b452f8	\\x20cf4959087b009c217212f8934104e4	\\x74fbf4fcff0464b676a0880dd4e86df75ef2eebd491a513895d44c2cc1bedc45c42a1eabf843b932fbc2ceab35fb538ab63dbd468389c7606e0bc29d2a445295a67d3945d6d6d001599d06e74c093ada571f0bccd895905ad04a40835f94e2faf9dae30648c730d9c2fa5eea0994bc6600bfc7957a4c43ee6f3572cd91577d6c7d72599cd23698a56158a6d393d1f62594fe889050588a2a953d3f686fa1d3bde0c0173e684cf685568b0c163721b3105419044f94b3252a3003e82f0084134965982c8c518efd3dda3ebbd4833c33680e7de2f015a6560af2f9be3d6d3cf7ecd6a43db5a5489e0c65b6288188ca576641cf9e38af26c07ee1baf67932dec9fb	954
6ae5625f838eeac0	2b4415cc64b452f8	\\x4fcb4973286c99a722b696a3c28ca12f	\\xfe40f62a0192c724854d587b36839dee884b7c5c6701077346d96a1c18a1f2164101ceda803a5c4fd237377cebf230f30c5305b27a25afc9ff94536f3cbb95f6ae88169ac1d46564fec4b22e65335dbe7845029cb971d05fd30cb9ae90d86f1b18b590b82e3670d9b2de7f6d88f6da4e3b7801efad7ca36b7404e3f1cbb3bb82830ad461e3695b90612c6e23c02b397fd410883b5b24a88da843e32cbd573fed4ca90fdc6bb30cfb13b21e2d59cf79a6ee85afa4f8105ebd869e807e624c5f0c38fa5b134774bb6c40a7f7f359b226e94b4e6c8bd760c76952fd1a9c5bf9cd5466b87d31e1cc3a9caaafea62809c5b290dfae9f15d0edcdb96026e57cf6dc22b	955
6ae5625f838eeac0	2b4415cc64b452f8	\\x2f9e8427a01b61d426b53fa44f6d2634	\\x968f9d80baffae8fd1027a19ee8cf4844744059403c86850e24101c23e5c86dc4508b5156fa1e570ac3a09b0f6933ca98d71643aaf6eab780a90418385cdf728bf99e36461bae023705503913b6b2273ffa2bb948239cb5e1684baa551f69b3f4a3ffd2e8e6b5b073fd1a13ebcda843df846399749c0ff20d77cd83b487c5649bc65b74521352c84e99a6794307b3bc06f6c2d20f10c01458d0feda03a1c95ecf6a7a2483c7914cd684f9c0c86cdb51d89165b576a9cbcaa44d67a97318c538cbc35175e354162dd688a7bba9167e1ddf5fa806d51c649fa9a9a6b9cd749135145743a44b0fad085d7feeb09d25553f3f433e8040e6d734259ed3db71e0c0d7a	956
6ae5625f838eeac0	2b4415cc64b452f8	\\x9e16006652cbd969583eb3d664849dcc	\\x38ae5de388bec44dbb97abd28375a1446bb0d35d147c520479e119fd8cdf7ab3a4216cd26a17e3ce2d9ad879748cb8034632b2f16f705f05a94d2b5badd6eb56173a9ea9ea54539467ae83450e0915d2ad2a9bae9ef6275e8405644a105e2dacdd8f1fd1c9e6ceb60e81427d281b03f8976a645007240385855d5d4ecce3eb7f3cc02c1b3e73ecec58b0c35b7d03c7c4e771efe65385c43a378a584b89ae6f64417515d780f9f849441babd17a03296fb04e59f68cb8997eb302da9faf9f54ba59e0fef012f702a0b1d774185cbeb13c114886c9d72e471b581189f74119469aba743098448170d0711a7150da2a3a726ba514e8089307df1610145903d21d14	957
6ae5625f838eeac0	2b4415cc64b452f8	\\xbbb6f0f89c64eaa457617a1bb79d78bf	\\x92fc33c175aefa6e5e2688cf8f7ab24bb6e50a9d0db33a825741a5ae76a1f24e4404c7194f18a9dffa3d69f2a3f5d53c32e91951f6cd65a8420564c074e316ffdc6ebe3ed0f0ae01844b90d744a37ebbea6a0376b75c67052824dbd66cde421d90fc7d9b915ec5b8f4cd80277e0c364eb3be356181a069d8517d1c32d6a40f4b437c31e95d672ddeca1ea1787bfe47ec919a862b169d456f64732b776dcc78f5acf5ccaa3522ecd5af0f9b8dc9008b83d3ee26a00dcd3abe1b27793121cc66cf8808c5f453d12d689a0aaeb91c7e1f151323052c80e3c62eb59cf56fe1063550bc08329a8ecff39cb3f2618dedba9ed350fc448ce062573bc4dd7c23e9bcf881	958
6ae5625f838eeac0	2b4415cc64b452f8	\\xf3988b2bb955a9f193af7db9d3581866	\\xd2bb9162422681d155f9530ff4551f2034384deb1d1189fcd8c1b4d397c0f979ed7050197d3720403c3e0421c6a0adddb189d7a892e96e29a02d23cc5819b8f212b21ff15ed29287b04ad06400796e2d67f24bb4b7fecd4d1ed9aba931a019981c66005a54010142b0034fd644f86b66453d02a03014c5d95abcbdbaabf13a027bf2f93be2749c42ae1d956023d81c15c44546eacaf71d2106d915092846997f86b029182389fce672bb422daf1a7a651796329dba31e7304c9184a27c431dee6a0f3a5f1d3e93e19b0d5d039ea69b86491c73c4d023ebcc6b2f527e0c906bdc3ed478527fb9563e3ec97092905e5769ce85de7f33211429c701464a9939816c	960
7a304786f4ef0144	e5ae23d72775a4b0	\\xb0fba9b56a6fb1fc998cfee6f72c4afc	\\x6c5e31e2318b832e0daad53167be43f1cd4deee50d3b8be00d2e385387094964be598d179108c624cdc9d5fcbee65f8b051216362932e31dcc30c4b76ce35c1cd555e431482c7762f6473f575b7227fdddec178840af748556c0c2702a29fda085ccff2f4426b3fbe9c9dfd07114a7cc751f21ac44701af25ad544ff04574efa965242310e46b37a497261782c3acd80e20c41efdfcc9cf877270849ef4e30ae32f1b43f2525540acc1129a087a8ebdd4a19b333df2fb533cac9d151ece41e61842944f6b13f594a429841c882fee7ec8d239490dfed3e27c86d1cfc897b8211ff57bbe085fa402f1c1a98db2954ade348f1d87a3c981571a153202e0d2ebb44	915
7a304786f4ef0144	e5ae23d72775a4b0	\\x8595d7d7efb17b5d5389ecd811e07c80	\\x09fcee2c7e9d497d02bbab8de3e80d39d50810a1564a94166ecebfe29121161ef3cd3ada72aa5bdb030ae49aadd97a8d10a3af291b800eaec4dcdf10b5527caa3cb0b7763a94ba280107086bbbfc88a0df2de49e61b5ac753d7f4b4c6d1d19f266fd22aa6e9042dd3d948b56ab54da0762797e34f13d655556bde60e7d78a3e307c857f6a74ee570538200da953d650ed1ce168afd616186674dcbd0d91ea16d99eaef759bc1160b8cb5653cf3e86fe401856f30435ce876ba0a88cc5d51fc51e5338175d2c15bcc3720a1f64718a96cedf16ccbb37cc21571e3c8fcd798a0e60010f070fc890eeaa63d930790fd9d63e7e6df1ded9e288a367501add5e0c482	916
7a304786f4ef0144	e5ae23d72775a4b0	\\xdd12357d72beb88a050badc3a5e425b0	\\xfa44bc639fdbb28243f60475dfe85e21599fd35febc03a88963b2c970050f391d480a4c389234d3cb816b95a3878d6e6e36029750cd75817c826299c372d65c48ddd2b9747825ff690bdac077f1536f681e0b51234c3265967a74256a57362bcc5b08e8dbc9f07d20b52824d4112ee764f394ddb4d04be04780c770b0f6edeb511cd4425c9ed053aae03dc68d54e8c71adf14cc313df32ad0980e1e1a888bfa5230b8353af88db3e845e0f0cd7f92d0ef80ad98f4b9335ed647e65319e20eb7601a94a53a0eac2d78bf0dfe20022d77a83791882aa0582e445120d29ce5b5783cedd766f50b8a53ec61da4e2e5155697a20d3ee27295efe01d77f10cef86f915	917
7a304786f4ef0144	e5ae23d72775a4b0	\\x38ac16f550b5b14451433a3e9cc28eb0	\\xd732d9e0339319aa6e3b74e42e59b2004976a1d510f9cecb8180e640fc119a034960b8a42376ae92a22528f8e7648f5762f878915321d8bc3c796b6bc536a771d2880ce1fef814d8a9f7249bef1e0d5bd2ae05d73b21f52889a644e51b60fca67d2f3af05d86cc9e2a903514cbfef244e67b9bd39c23da2963ca4ef4111aa0c1fac17d34699f8c63b7638d89d8a35a978e5e364f9da7e3a5112010776559f9f1df627688136f9a91fdd5a4252e225fa428f849f9ecaf9973968a473b2e09b49785c3b0f70baf0798c4a96dbeb6ae833818bb7c4135e682c1633c5d2cc7208a5789c54d36dedd87d7e86e857bf47b62382ed4626a44a42b6a5c8d622c6e687a63	918
7a304786f4ef0144	e5ae23d72775a4b0	\\xbbcb8f272af0a8ec5bbca84681d8aeba	\\x0fa9f55ea36bfac3d908ee3d322699c00b46c8807cf6cc1a1dc63a5fcb7bcf4f9d8680b6cd805191e89d84d1373e59d155b92f7889db3f98858a93af56125e79d153c90908d43db003f000a7f2750569e28d6ed79b18c063bc0d04ff308d88ce6d00775ed18630d6e756a67ae05b03a77a540bfe54cd8fdc5ff3527b459846275ee0498a3f9cb7c4f175f518163067a6a1efe9d5f646b1049d1c4c4181f69c9da9afc7df2fb5c0be9ec76e5a92b2ad5244bf8d3995207c8a5b5f2bfa551e3d411235b01c11d7eeb65f3ce9d30ce177602e3349a275624cf04460c6695b9e480abda5e991354d07d26d483eaf67522ff1a242f69364e5f0ffadf832914a187207	919
7a304786f4ef0144	e5ae23d72775a4b0	\\x8dbf3098fdf038688cde23168eca0c1a	\\x5a5ffb9c281993c34df9b5f362904f3f7f5eb130de62297f2726b5bc62c356078dd45f2dc7255556cc7ea7ccee81f5be7583067cd02020251ef2e9eee3efbcf4d0d4e4ce7197d1fc88a70f85aa15f81aa678a1390b01ad935a999d3b1e7985ab951c3f37d0d2b771f3dd905d92043cc2b4912bd589a4db806e099f334c6bfc8b1fea470b019fa3e2b83ff1c4eb7c6b78f62c15dc18e5a55653804006a188f4afb31f73eee005380fa31d90c0c75913c135572308e87c8d831436664a10de0ce0a33b549a956473ddd6b6ad8608088c79d6d933ac5b9624e83c56da33f3f366280c456f58ce482e22bebb097516b4f834f55c06ba47580de63ec91f1eac8dcaf1	920
7a304786f4ef0144	e5ae23d72775a4b0	\\xf4f7281b819a9a8df0861bb0817a21a4	\\xb241908d02b6dbb9eb4e49de1e1bfba54566561c73298113f0550b6beafebc63ebbe2cdf1bca110e9320630defa9c7e044ed06c92e1e56c5b65bf66a6a57680753237954acf0ec28318353b3d6091262d39a725e3ab20880c1af32630c880c9f07c665f25faf385d1a466662ea88618a72d8796e78c88b9d02c84bd04c01fc9fcbb352f3b4a4e0f3aa83d3786f6430a857b4dd27d4f656c88ef98e381d823e7df7ee744be7510c48b394cf4f2c9287b62f58cde0e2ee0b827dead8e89fa91372cb537e62a86f78a996ebd1370f4ed2c0c223511956f4a0eb481a6a698757d23a8e93831860f064cbeaa07ce1fb82aebe10a29b7d505a2fbfa1403ec66d65d19d	921
7a304786f4ef0144	e5ae23d72775a4b0	\\x877564d0171089bc1a5363f3d9c46c7b	\\x17e030e541199cd17766e26ae90baeb3f29c2a35352c6a7f8d1e5e5603d4e2ba83e00576c901f6f4c0168dc85c6f91bf269323ea41e844f7a3f8ad53dd8db57cebbbf816b91ea288a654ce3f882ecf02b197fd40fe4da619af581251028502f647f398c37759be78c7613ea2d15c296b189f4441267f8e178b6a56e9f8954922aba49f96dbb398e0335a1c733da7eba2b66bc4ff30f454f4bb2c2cb76096571bf57901ea3badc9d9da512e636d83e642e2a24685c51894dc8f3039bd8b4b663700bb5e6aa981df030ebb4c3dfa40b53a546ad43433d91949dc737778b3975727b96278e6636a9b13f4ba6fd968c4fbc433ab8c37cc302a8cc10d34f8b7d7f149	923
7a304786f4ef0144	e5ae23d72775a4b0	\\x446141c583246763d93d7924448c7417	\\x6b2074cb0a0dca0dd1882372e3d2ba375e1e305ff8b7d82f996693913547335adb9207579b0c105e2276e66f34e11676c53633f59e394b2d1241eb38764c25007336c8ea58a32a659d4d2765bc698302329a1abd8b30aee0825d44e3404fe1dae4e88999aeb2f5fd180fc72d2596a1ecb6c4b3ac6b441363c00ed873a50bae5bfd786f24a2648b0a5f930bd33d3e4dbc4551c3ad5571a3fd070d0fcf88d5491e19b99a6cfddc646ef36a7932f884fabd8abefeff01e270891de2177c437fa12b0e0e3b6b9bba8ec2fbf5c90671f6e901f13ce4532193a750f0fe1442180f42ab4abeb8c85b116fb7b7be37ea9056f4dfd16b583a6e3c9d82a2c48ab5c3f7baad	924
6ae5625f838eeac0	2b4415cc64b452f8	\\xdf3789770cc5479560390ebecd82c5ed	\\xf721795670d42dc6d3d08ed908ffd8d3907362bf504fdb951b42c5499081f9a4bfc91435ddd72d15291e2e2fd1e4e9bd618319196afb4fafd703e36e6ea39caa5c9b92ed5f06689c55983ed31bce721950093fd565d83f3eb556c57086598a56caf1c74eedb1b0bf0b284709b1de99457fa4ea9012993cd6e12bf10b455d2abda7e54ef262e7410a5de2a44c8734a54359ec51672d085fb9268034f7b8d723f2ad40377dd65e92ebe501dbba13d4fb500ac8766213bab6af46897c64a901d349df0f041b43ef5de774069e7f5d7b22ea291e39d43d12f25853b313c31dd787f26e53adc86929acdf4ca8ddccf21cfb6d6ce638e1053fc61702c08d31b16db933	962
6ae5625f838eeac0	2b4415cc64b452f8	\\xaa184f0e6893a430bc874aa1b177bc79	\\x836cbb67360a574e272eec317c5e1baa05ccd026c453c13412113e8aea957acc0af54b3503e0c05323373d48474facd7a0348bb6e7c2cf649e69a4b42249c1ccbc0f00e2f8edf9295cad3fcdca3a9280d271f1be20a56ae2f31d7bf21bcbd4e43fc62ebe26a0d2203b722391ca936bbe1d32869e1a80fd242d0f5f7d861f58444fd2349edb697876388efa03c35e193e9a0d5cc33096be01f74896720fd206344536674719e192da6435c9cfced5aa2ee7446769d2c6d68f29cbf566d83d8741d64134fee4695cc0fc0c67409d1800712ddb41203a0158074b4d21dc754976c9de398d2edf3f679a419b914f6d75eb55d3f31c873e82c5c017ec9e19ef9e5337	963
6ae5625f838eeac0	2b4415cc64b452f8	\\xe8211d8528ad588a1b2770aa14fd7e81	\\x0905fee8418f32b22c32003493c1501f4190e8e653d0e828d1816bbe0775719ca659428cd43168643ebba39219a70fbde8c7a4c4a02eb908ea802f3cf90524479f239fb61fe8c11b2300e1d9db74024d6435e94b923fcd77880d346d83ad61e67a3d9f0dccbdb438bf21a6362c2a6dbf734da33a0d21fe4ac392e0a44daa6c1c5ce985c041088549e34f02df4297164b4f6d07ff21fe862c34c27eeac1382a1c15ddb3dd0d0d890cc1c2e60cb2bb2e437f18c3906e68f149668a1372e0abeea5c90c3b6bffa9d807668754c1fdc5b2aa835da14236a1a2533b35b9778c702758c820d0e86c1dbffd562a74d909a3837bd8ce1cc3b7bf753bbd54871e644b59dd	964
6ae5625f838eeac0	2b4415cc64b452f8	\\xa9fd4ccb93151ff7f34e12173c18da70	\\xbbf7420060dcb4e695a585bb0784512c12f459548b5bb355c6f2419fe666fadc783eb442b3f38f6dcc2f150472a2b5707a95c10c1d26f82ad500daa5b457b21f307909d2b82773637022f300519a659d7a11122fe1fc36f817fe925b63d4781b28446c05778562d6dfaf69df712c6ded19e7455f393d5492a05f11ade3599b7770d8d2a05f1724e0092c7332d5380a52b51f5a0f47c2683f1dbc3df5adf6805a0f0abab8afb3553155261172e027d197264b5a87f072f802a0420d3ef36acfc2809389e20d62cc3aba6b55024ba76f689420d1a7c68f4bf0def4cf5b00546c439fc11175cd2acb93c383338a2cf6d431b3d936cf28599eb27934870e6149af60	965
6ae5625f838eeac0	2b4415cc64b452f8	\\x0b57f2250723da377deaf9b919825d84	\\xb9cb19114a2cec0d0ea25906c7fa6747847136f412bf1c52f856dabccc0062aa45b41e9659b9dca04ec62036eab65163a31a5a82084f0161619d6d7f04ba438067df99bc33f5212aa49fbe60848b1120c0feaafb7297a86341065a3e823ac8fe3054c638147fa08d8160b9a6da0e8d68e72686741c93ff175f62d2517d882d22f6eb66a0b294ed143e9689da11194028a39754a6180a52ac20a9e885f578ded947b361148ff4e52e7bced7d0c80341b435935dddada42106d930e47c195b62b9dcef5ca9524c7ecea853398bf3b41104b66543916c5bb4fe049b43ce58dcc27983b853b82b2ad7b5487fb8b83968f39f4b433a6209e6975d12af2073562e2052	970
6ae5625f838eeac0	2b4415cc64b452f8	\\xbb486aaa2a50dca9f61beae5fcfaebd6	\\xdbd9cd7f0ccbdcd03747c16917c30581f4fa688a0f0107258ef262e3ceec3191d34b9efda3257f994b20aa54832eb95423b5aff4064fd2958e5ff06e6f3e7a4fa8f870b6aecb201cb201a007fc710da2a1653469480a1f2457883650f386923f03fcd68c29dbaaeff322aa172e73cb39a804b94495d94ed00afc6908c6b300cff04a7d074ac6c9d2d1c9168634ddf36924fa6c7857a9a13bebe7587cc2509790f53f031aad562a7d48353d9dc89c2922684a2c7ef479beb4d9ddd47684d24112049a485a4a5624f9cd5644e970114fcfaf5600f95d8a51b99987ce838098443a6796139bc9824c8c24b2b2005974beeb378ee880893f25151ed9e25ce47ceaf3	971
6ae5625f838eeac0	2b4415cc64b452f8	\\x1945ee731bd3d9f03b8d8d27cb99516c	\\x2f931bb8c67505b27284db144aa01d256f487915a2da7946379a586c46441a2f92691b0f233de39d804808e1e7e8fe2444ece78f01dfc8f1c32bd2c148e7afec330057e6a202312e240202f3aaafbee926bda00c420efd4111744ca3b6bf5da507731b18588674e5b80e032b9d48f84f1d6f9cffd101a43fe453f42c3757c8d1e30470c9a09ba92cd148abd19ba0f08e0b1d1a377977873238a589a5505f6ae925cdb80c491a23e9b35770dff66b7c83140b4fae998ce0c113d3f5647954594716b40a60a7f9395701ec3aad47eb25e820f06e214b316e89eabbe1603e5fe957419273f25089d1cade2d4a103315ac2b837d416b18c94b91f6b19be97c87f2e4	972
6ae5625f838eeac0	2b4415cc64b452f8	\\x6c97a9ea2e5240e842be99f9350b9386	\\x43b2d24a29d831b549204985ef336b31a6086c8a77a64b70c30b4b35823e3a52237fd64458fecdf72be4e0050542fece667a635e76a1ed09c68b652a89e531fe152d189fbb3d707d19677ae7ba5fa7f2dbfcec600e835595f2cab11be36772ecdfa7cdc7acbe637d50e4bf1df12a1027c0e0deef3e7857c8230195441af42f98ae0668f4ebec06a19eaa6d43da784f8349211880800d9fbd562fd3c60d421c35c9b65bf8e026bba5b42cbebc87baae2779c93a9bdaa2741f1a147d52d1b8c54177f655b3a818034674f2aa39b0fd35e47d9ec3088a2d6a6b34c7e0f1c87475c6b0e73509e589a6d175817741d7007bf0a34f28a50500d5290043b067a9e18e4e	973
\.


--
-- Data for Name: box_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_key (meeting, round, wrapped, made, format) FROM stdin;
7a304786f4ef0144	e5ae23d72775a4b0	\\x68892542803aa3ca62c93c8ac515e9d3837436ea970dd280924916ca09e3e19bc7799ec4bf031d891727e1c2236c9ce928175e8f194ada595cd6b1a1	2026-12-01 15:47:56.472201+00	4
6ae5625f838eeac0	2b4415cc64b452f8	\\x33917b2de1d4df00cc181512bbd60370751482368db98de152293ab26d86fccbc90222f9bef5d5620ccdfbceff0b141d8d63a048a5ef01e53070674a	2026-12-01 15:47:56.577326+00	4
\.


--
-- Data for Name: box_released; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_released (meeting, round, name, sealed, since) FROM stdin;
6ae5625f838eeac0	2b4415cc64b452f8	\\x14cd1990329b79d40205bb7894e70175	\\x15d376fff7aada62ccf3c4a0f891072ab57d77d3e0f1e932c32fa63e4b1d3d830d0f10188e2154dbbf064c9a6479469e11cc109e27898d6425f3e1758ee77fe43f3cdc36c34fdd087d14389fd9fe2987ad37480ce09d3523d3bef78ed4416962c2d10509932b8ce8ba179c7fdb1777a6e0ce302be7fffcc1af90183f07d89aa052d609b97ff9f9e744132a5d725e9ff4608710b6d16545f4fb49bf409f25fde5f110e1206c674689a18438f8bf7ded062d317e65ae8064b7466379a796610d80341c69dcb5a0a248229a4a2027f0d3d7949f8024886df6d9f3232799e8494a051af58f96bfdde57240ed6bca47c30a3c210bf8bcd0fac84c367cf89df1150c0c	969
\.


--
-- Data for Name: box_spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_spent (meeting, round, tag, tries) FROM stdin;
7a304786f4ef0144	e5ae23d72775a4b0	\\x0f270efa3ab66cfef7f64cbd004237fcd3a73cc5c4bf1070389e390a883e986bb9e29886da3615d7	0
7a304786f4ef0144	e5ae23d72775a4b0	\\x3b4a716a909b60f6fa93d06ec4b97aaf1cbeaa8e1b99dafdf7b769d6961aa7376f5782e472735f94	0
7a304786f4ef0144	e5ae23d72775a4b0	\\x75b30e06553260dc467ba1a5b96ec3c5bcc332f4953daa2b757dc849a713245af789349efb5e9fd3	0
7a304786f4ef0144	e5ae23d72775a4b0	\\x89c83b7c81a2a54b8fe356e53de9a1572c9400aa8faef6194fc0c3a871dbfbe6f49d55a474485010	0
7a304786f4ef0144	e5ae23d72775a4b0	\\xf1f27353f0ae9e936744a9754078b8e58d95eba247a2589a8f97e668f81e6e3ef03a6c662b35f8fb	0
7a304786f4ef0144	e5ae23d72775a4b0	\\xbeec887d4a72a2c4583d93620547dc47cfe51d8a01c4ce9310cd1b2a42d92e2748ad1b7312efc547	0
7a304786f4ef0144	e5ae23d72775a4b0	\\x5057586addadc96a704436285683d517d25f5254a81cbaabd610f981c1db08ca7e72343ca48963f9	0
7a304786f4ef0144	e5ae23d72775a4b0	\\xa325a0e6ffe4de481b3c1f7e12303181eeef71dbfb7613b1ffaae3fc66f84548cf65d21b360e591f	0
7a304786f4ef0144	e5ae23d72775a4b0	\\xcc9924d4f9bcac1c4a3005892dd56f3f6e8361876df51149eba24b63614585bf51f4f55b84703501	0
6ae5625f838eeac0	2b4415cc64b452f8	\\x0f1e088602c5a5b70262492859168a10709119508919e62d8c9657062db0f7a842893abcf87c5bcf	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xa77052e1089e8593746a08af2cb87b435fb609b8d98b0ad8c72873863e6ad47f9a19c0139b7da652	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xa7f8d072c5b0ab7b871b8a0f9088d7b564777e7be8e98a26c889b0a9c82e57a80a7edaa08ad7a7ec	0
6ae5625f838eeac0	2b4415cc64b452f8	\\x80a741ea2fd16b0f05c233bd6bc7e9719c88a7f7d62f91d58671a7f23d16dd49f628125a9b73eeb5	0
6ae5625f838eeac0	2b4415cc64b452f8	\\x9d89e42b4c873dff1beb63aabecee5b43f29b1c003ecb04a4137df7b6ac6d54ea613e0efcab5c2d7	0
6ae5625f838eeac0	2b4415cc64b452f8	\\x06597690724183dae652affd7e50cf1b048e7ec276adab06db5c0fe85e2ac559f49e82e27a0511da	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xa9aee73751567d728a558607a4c5c0b5bdd821f1db58a81ae6d7ad52bc37371274a8f77e80ba2da9	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xe4bfd41b4bb4a97cfd178f5eb2f3037440b84621035af41bf112fc85a648803aa1be336401015697	0
6ae5625f838eeac0	2b4415cc64b452f8	\\x3c3030d205e31cdbb2fb4ea241b30d1d726045866d43b8f1cfd7863b04aa08eccc4199f6c8efb565	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xc8d495aa81ec26aa2b989c95582b53ce51182d907b810544fd7df08a604a2869bb4d656a62938f6f	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xe6837c4fdedbf0709c08af58c86ae96c529e643c6448a094689b6e1adae46d604f9d558007391e43	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xb6728b9600a93449ed370b610da0df9eb143bc76f252a238213f0b18206d7500aaf18850c40cb61f	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xf220689c583710431e5a9244939a4390e197e5db3d5ef9bd07de4892710b8c63628474129cb58383	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xc5dfd0e143938b7111ecff7fddadaaffd94ab7838c95474ff064a8f55aee2175b4053e567ba1a290	0
6ae5625f838eeac0	2b4415cc64b452f8	\\x971a233c2f9c0e73d72a0e456e7e2ca4b26d7b7f9038ccfe9b2f48c0b720af5bafa2b07c2911ecdd	0
6ae5625f838eeac0	2b4415cc64b452f8	\\xb339b7f7e8a8f7eedbb56d6a4f2333a6a5e8fed599f4c89806506add965b5d3049a4cb719102742a	1
\.


--
-- Data for Name: box_turnout; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_turnout (meeting, round, node, phone, paper, invalid) FROM stdin;
7a304786f4ef0144	e5ae23d72775a4b0	080f3400	7	2	\\x79d5145caff42d1dca91c5c2a0a18bd1cc56235d82a387e1a38996abcd51aabc56d745799c01079ee258c1d64d64ec6e488feebdded1680c27e01eefc928562f27f0fc42d92aac864d45c6e9fa9484c99ae79ed9f41499427008246125c2064839e85a386c21ea3effa3c1afa90c98acf88cc27017724c332225ded5a1c216b34e6c66cb0742f184c9fd666b9c24a57f8bd0d4e2d1a6423550d559ae56d40624371bf3c332b312779184dcd1a9cda5f5c5fc86722f54f9df543ec3933a4921323ffdcaff9d782b2e536439d0ba8a70404227c409a0b1e3a51608f9f51178206a6b11b46dba88cca1a573bb373e3e594e5041da87ef552427a6d5988280a78c0a
6ae5625f838eeac0	2b4415cc64b452f8	080f3400	14	2	\\x72120fc0f2e2ce4e1fff8f1dfc0b7ac5272b7d7dd3e6a61f564c60034c9bee89c2351a9d3abd2d00e46a5c2743ed5290369479f9157a716cce234a4207a4ce6db7c65b0b8b5efdc4e5d49cd9cf49cbfa98df38c9f049a3a509061b628b3c12f944ecfc82c6d2b687d908c209c4dff8a1cc7245819dda10289f07c37df0176d9b68e7c0915badc25d48f94fb2411d9c3050c5cb34996e2ed35ebf0a808d8f56114bc8963e0cb80fbe8c2ce3d19a88f9cc2dfd94cc0c577aa9326275786873a37184f2532f96b58fee67e35de306a8a441d8788ce1b7fadabefb0fc7e8f736a2627c0ad2cd0f24b8f9cb9e2c56ba048b0d4cd1d3a8a51a308d08b2ade229a53ab5
\.


--
-- Data for Name: checksum; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.checksum (meeting, cards, rounds, spent, chain) FROM stdin;
a9d7963494992a37	4475746331821290302	907931893641525561	0	54b58ad6296cbd140956b7331601d8b4fb0e55ea0425afe12f41860fb9a614c4
71f5eb1a9f21d607	3425877360149323953	108548440931407088	0	1f7fb703747eb3bc028bf45acfbbe66821ec86b3023557ffce4bbfcb27d25566
6ae5625f838eeac0	3856076091085528127	3563625496088605080	3178701990640600722	0bce4ff7c913f9c503a803914fc7383829f6bed94a18babef97281f8394a2222
7ae1b1dadd65019d	2658492016218144526	3823985117171462189	581633958207957745	e5d443372939d45be146964869e012b83fd65afd2efbba34fa1e7d036d855b12
7a304786f4ef0144	313236933029976173	355843070917868029	1734667180123046029	96aa1e0a0f22de7164c7edb74435489daeeb202485d1e4b6380a19a0041e94d0
\.


--
-- Data for Name: code; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.code (digest, meeting, voters) FROM stdin;
\\xccf8d9e92c042c2b90908eb4ba42ae318ea7f2048e557e8690e9a757ad6ccaac	7ae1b1dadd65019d	0
\.


--
-- Data for Name: countdown; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.countdown (meeting, round, id, ran) FROM stdin;
a9d7963494992a37	7c1439a43596b829	c4515b3a44e32105	0.03182586199909565
a9d7963494992a37	8c8345d19d0bbe4c	66d862bdf6b9ec89	0.09264989299845183
\.


--
-- Data for Name: instance; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.instance (one, meetings, chain) FROM stdin;
1	5	8c83133bf0e84e1ee7b2ffc461bf5db34ccc7fde89a9f23d86ee0b6f9825f92d
\.


--
-- Data for Name: instance_log; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.instance_log (number, at, role, admin, act, meeting, detail, chain) FROM stdin;
1	2026-12-01T23:47:55+08:00	main		create	1	{}	e6c935edef72daa182744d0aa6e45b42de6e98713c55a2a0976f51ab45a0fed7
2	2026-12-01T23:47:55+08:00	main		create	2	{}	59a19e40ccf93021f6e23a30957d29ecf658c207e409e7b29c15adced8ad7432
3	2026-12-01T23:47:55+08:00	main		create	3	{}	f2b1503e4af85d9fc5ce590edeffe5df845bd36e9752cd6be56959157594247b
4	2026-12-01T23:47:56+08:00	main		create	4	{}	a32f5de93dc81fe6ca25b7dd05e1f69b3f0a3bc8ce3fe4cf4470bedae07bc459
5	2026-12-01T23:47:56+08:00	main		create	5	{}	8c83133bf0e84e1ee7b2ffc461bf5db34ccc7fde89a9f23d86ee0b6f9825f92d
\.


--
-- Data for Name: key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.key (digest, meeting, role) FROM stdin;
\\x877d9302481c14789936ac34d81570fc266be8e33a0bd87226ef0f1bd1b322c8	a9d7963494992a37	chair
\\x78be401f4c96484f8b570215de6181aa051ba3975351372be9cc32b86bea08d8	a9d7963494992a37	screen
\\x2c0c3da850882d9795d249c464115ed78f48e9c79ea2e983ee62537885afcd2f	a9d7963494992a37	desk
\\xeb3037ab2465dfa60e5fd9acba3d21f057208b6c1d4a6dfa2958569f9f68bbf4	7ae1b1dadd65019d	chair
\\x5daf52fc2741a96ab3191317a78ae379743c5d950337c1fef73df78c82653eb4	7ae1b1dadd65019d	screen
\\x9116f8025b7aa1519f38d5b849f07108c4f45774ba32eb34e88c29d6751261ab	7ae1b1dadd65019d	desk
\\x0c4024e4a3589369d02b0d3027e414ee22afee291aca78b9b72c072eafdad29a	71f5eb1a9f21d607	chair
\\x2cbd824b969e53f6a33103426bf9a269032c4a950d68415a911ed75f64df57ed	71f5eb1a9f21d607	screen
\\x3d4ad0e93eb6fde950555080aebb97a8569a0c518fa9e16dcaac492a612bc7c3	71f5eb1a9f21d607	desk
\\x2b783a1298f297be879d6989a33e58468311c8d0a4f5ee217e8981bf859d5709	7a304786f4ef0144	chair
\\x9170298126f2f0308a07f91cbee8d03eb310ec145f50e51170c78fd37aa90549	7a304786f4ef0144	screen
\\x543b94e81bbdda19039f7bc56658484fe5b32108bc102a376f568515e03aff3d	7a304786f4ef0144	desk
\\x5e3faa382c54a2d0582683cf1966b0fe29ed229165f99802e799dfb6780e6c93	6ae5625f838eeac0	chair
\\x6ad3069f2c7af86e778d7d92634931f66f59f6e150c24c9bfd6d099f8708fa8b	6ae5625f838eeac0	screen
\\xe7769aa9b0eeae79044c9751166f81620326917e55ea08746b6e48385bf27550	6ae5625f838eeac0	desk
\.


--
-- Data for Name: log; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.log (meeting, number, at, role, act, detail, chain) FROM stdin;
a9d7963494992a37	1	2026-12-01T23:47:55+08:00	admin	create	{"title":"2025年度述职评议会"}	6c42a0319afa9014f2d751f6bac9c308784509c35302ff7f8fb5d800dcb12770
a9d7963494992a37	2	2026-12-01T23:47:55+08:00	desk	cards	{"batch":"cd35fac8","count":7,"group":"街道班子成员","part":null,"recuse":null}	c3f62d162570823e00c428a1f8eaaab1fa8a02766a11aa7e02a287a6e67c4235
a9d7963494992a37	3	2026-12-01T23:47:55+08:00	desk	cards	{"batch":"e415d421","count":8,"group":"党员群众代表","part":null,"recuse":null}	62fc89d6b5a4a01492772d78a6509c608b043c1f1d485dadaef5e599654b3863
a9d7963494992a37	4	2026-12-01T23:47:55+08:00	desk	cards	{"batch":"a312b0c3","count":1,"group":"党员群众代表","part":null,"recuse":"s2"}	88cf065ca54723c06af1b0c702fe6b29afdf6aac5846d027e4b92f36124c2020
a9d7963494992a37	5	2026-12-01T23:47:55+08:00	desk	cards	{"batch":"c09b6939","count":1,"group":"街道班子成员","part":null,"recuse":null}	789c9168561e730de2f4f277dd49533d184d08c9891cccfa0293d9a1f2ca6e77
a9d7963494992a37	6	2026-12-01T23:47:55+08:00	desk	void-cards	{"batch":null,"count":1}	40d063435d3eb152455663a55f8eaedf93e9703c912bcc0920bd81d104ecfecb
a9d7963494992a37	7	2026-12-01T23:47:55+08:00	desk	phase	{"phase":"live"}	db1b81e292741fee064568e0e6860a65c588487e60e1a388aaaf214dc66bc371
a9d7963494992a37	8	2026-12-01T23:47:55+08:00	chair	open	{"part":"上述","round":"8690792910a80162","seconds":null,"subjects":["s1"],"transport":"http"}	75bafed2fc24eef458e70647afdfdc1d652a8d56eb67c12a7e7d667d573ee633
a9d7963494992a37	9	2026-12-01T23:47:55+08:00	chair	void	{"reason":"宣读有误，重新投票","round":"8690792910a80162","seen":0}	fab2157efb94c0f5a264599c3887e816d8ee4e56a6ceb2203516c141375b674b
a9d7963494992a37	10	2026-12-01T23:47:55+08:00	chair	open	{"part":"上述","round":"8c8345d19d0bbe4c","seconds":3600,"subjects":["s1"],"transport":"http"}	9cbf78d34a32f28459aa7d059ba1855d6e3777468d04f5451d7d506f72f7e551
a9d7963494992a37	11	2026-12-01T23:47:55+08:00	chair	extend	{"round":"8c8345d19d0bbe4c","seconds":60}	32517df7884cb4c50295d9ad4aa91f2c6c1760e64cee79a4aa06f3ec054ee8e1
a9d7963494992a37	12	2026-12-01T23:47:55+08:00	chair	hold	{"paper":2,"round":"8c8345d19d0bbe4c"}	d247f2c11172e6362588148dd8ccd24f08cc88334433fc4cb5ae024f19af7cbb
a9d7963494992a37	13	2026-12-01T23:47:55+08:00	desk	close	{"round":"8c8345d19d0bbe4c"}	0a9749d4f89c187915d836a96a7f7f3789975025e2c8ebabb88bc664c7a92d36
a9d7963494992a37	14	2026-12-01T23:47:55+08:00	server	counted	{"round":"8c8345d19d0bbe4c"}	1941d8f5cc395562f6d2b33be8054e842ba2d1c47325ba46cd9fc3b0404c5955
a9d7963494992a37	15	2026-12-01T23:47:55+08:00	chair	publish	{"rounds":["8c8345d19d0bbe4c"]}	633705244503030b78aa239faff52de5353e31472bf0b4ee536e575eb8a3a665
a9d7963494992a37	16	2026-12-01T23:47:55+08:00	chair	open	{"part":"上述","round":"7c1439a43596b829","seconds":null,"subjects":["s2","s3"],"transport":"http"}	1aa356b753d776e2efd9ca3feea9e4419f02fe186aef4b31ed5ef7d1c93d3bff
a9d7963494992a37	17	2026-12-01T23:47:55+08:00	chair	close	{"round":"7c1439a43596b829"}	34032ae3d88896bfd84743f134bf9051f86488e5cbb23ffcd00c360d1e91bcc1
a9d7963494992a37	18	2026-12-01T23:47:55+08:00	server	counted	{"round":"7c1439a43596b829"}	98ef2701ab960d334791580d99bc32840e25e3f7ec94a2ed7bdb4b178b00d8fd
a9d7963494992a37	19	2026-12-01T23:47:55+08:00	chair	publish	{"rounds":["7c1439a43596b829"]}	7c6739cc7c33c2ef26894025c628b57290847ee1e0c212ad7d63c751cf71f16f
a9d7963494992a37	20	2026-12-01T23:47:55+08:00	chair	open	{"part":"下评","round":"e5e7be0367da33c2","seconds":null,"subjects":["s4","s5","s6"],"transport":"http"}	2e4770471a457b5cb87bd5840449595fb5276bd5799946f8ec5b16b2d6989a64
a9d7963494992a37	21	2026-12-01T23:47:55+08:00	chair	close	{"round":"e5e7be0367da33c2"}	4e72e6ade513efa0e604fceb0dfd8e487b80bfb0741340cb83d3b4d599e6c18a
a9d7963494992a37	22	2026-12-01T23:47:55+08:00	server	counted	{"round":"e5e7be0367da33c2"}	17fe15fd7e7a83612df416026497f8f5259a8e04fff7b686d2b91166a83de27b
a9d7963494992a37	23	2026-12-01T23:47:55+08:00	chair	publish	{"rounds":["e5e7be0367da33c2"]}	2f689ecf704cff1befb590160a7f4c90daa9da81f2869492a426d15e875aabc3
a9d7963494992a37	24	2026-12-01T23:47:55+08:00	desk	entered	{"subject":"s7","value":{"score":"8.0"}}	3c73027dfd92ed8173cf9563ba7fcea7968f4b0416cad96c008677e2c9b43a09
a9d7963494992a37	25	2026-12-01T23:47:55+08:00	desk	entered	{"subject":"s8","value":{"score":"8.1"}}	a4f5970a49e15b1d0319716675a20e9409975c594071eecb29c7d410e87ce8bd
a9d7963494992a37	26	2026-12-01T23:47:55+08:00	desk	entered	{"subject":"s9","value":{"score":"8.2"}}	e7c0a163cc472e6e1ccbaddf540a4fd69537886f923613db7f14aec754b72789
a9d7963494992a37	27	2026-12-01T23:47:55+08:00	desk	adjustments	{"subject":"s1","value":[{"points":"-0.5","reason":"材料报送迟延"}]}	d1afe00c96651bc2cc5b2d4c04eff3a55ccf92b17b9a0524f15f3f008083ff53
a9d7963494992a37	28	2026-12-01T23:47:55+08:00	desk	flags	{"subject":"s3","value":["被通报批评"]}	6b5015bf9d2bf952f95da94b7d55f19a61c9726f0ce7a5d6f22688bdf9894658
a9d7963494992a37	29	2026-12-01T23:47:55+08:00	desk	attendance	{"absent":0,"present":16,"rounds":["8c8345d19d0bbe4c","7c1439a43596b829","e5e7be0367da33c2"]}	652f09599de0ec1f25af37ba9ae6f95b480263d95becc3180b27ed1f2a2e65b4
a9d7963494992a37	30	2026-12-01T23:47:55+08:00	desk	phase	{"phase":"certified"}	5a8cc72b92a34c25b1f87c2d6a18e31cbc1851c400c53bd4a88625c830a5e146
a9d7963494992a37	31	2026-12-01T23:47:55+08:00	desk	decisions	{"record":"2accdad2115a15fcb1cdd6b16608d5ba101fd0d231e50bf4ccfb4211d51e56d0","subject":"s2","value":{"grade":"好","reason":"综合日常表现"}}	54b58ad6296cbd140956b7331601d8b4fb0e55ea0425afe12f41860fb9a614c4
7ae1b1dadd65019d	1	2026-12-01T23:47:55+08:00	admin	create	{"title":"扫码入场测评"}	8311f81c8566832a5d9a3b1695b8f0ca621315fc473cd45bf06654fd71436b8f
7ae1b1dadd65019d	2	2026-12-01T23:47:55+08:00	chair	open	{"part":"上述","round":"941104d3f654aad0","seconds":null,"subjects":["s1","s2"],"transport":"http"}	37671fa15a824c8b6f1d095b55e72013aade063187ddb2c5b1069cc2a372ff2b
7ae1b1dadd65019d	3	2026-12-01T23:47:55+08:00	chair	close	{"round":"941104d3f654aad0"}	4440edac8c84a21e8f01f0e4e326f31bd0c1b88715cc91d4f0ee54bbfbbbd66f
7ae1b1dadd65019d	4	2026-12-01T23:47:55+08:00	server	counted	{"round":"941104d3f654aad0"}	e5d443372939d45be146964869e012b83fd65afd2efbba34fa1e7d036d855b12
71f5eb1a9f21d607	1	2026-12-01T23:47:55+08:00	admin	create	{"title":"换届选举大会"}	e8af29bb9c53c694993744dc4593d3841aa91b0836948a5327aa4989ff52dcce
71f5eb1a9f21d607	2	2026-12-01T23:47:55+08:00	desk	cards	{"batch":"18799288","count":9,"group":"正式党员","part":null,"recuse":null}	77f0e76707ad51738bb177976103819ad13c8dc9b208f398d21fe51c65e9faa1
71f5eb1a9f21d607	7	2026-12-01T23:47:55+08:00	server	counted	{"round":"29ff2c222c2b0637"}	ce23514e1fc1e84c39d890ce5efbeb15df5b39fa9edbb983396b5d42af281f64
71f5eb1a9f21d607	3	2026-12-01T23:47:55+08:00	desk	cards	{"batch":"b6b5f4a8","count":2,"group":"预备党员","part":null,"recuse":null}	cd59078e50b4489814e8e833b07e73233e33f1e2b385057414cc1b3056fd9a90
71f5eb1a9f21d607	4	2026-12-01T23:47:55+08:00	desk	phase	{"phase":"live"}	f28bc9ab36c387afedcaaad4d077dda6ff7b722d8cc8632bbc5afbb79fffb0cd
71f5eb1a9f21d607	5	2026-12-01T23:47:55+08:00	chair	open	{"part":"选举","round":"29ff2c222c2b0637","seconds":null,"subjects":["s1","s2","s3"],"transport":"http"}	3536bf787ea00ba962302d659d8440965fd6bd15e3378afeab85daca587b1efd
71f5eb1a9f21d607	6	2026-12-01T23:47:55+08:00	chair	close	{"round":"29ff2c222c2b0637"}	ae5c240ed81fa8f84572ebd20185e54bdea9cbffdea7f75d0ab8fb6cef7b4e53
71f5eb1a9f21d607	8	2026-12-01T23:47:55+08:00	chair	publish	{"rounds":["29ff2c222c2b0637"]}	1156bb446624f9f8379602f59d09b424b669d340dafc2de68b6e030e1910608f
71f5eb1a9f21d607	9	2026-12-01T23:47:55+08:00	chair	open	{"part":"评议","round":"6ccb194b5c8836b6","seconds":null,"subjects":["s4","s5","s6"],"transport":"http"}	f609f753f6e2b8b26b628293252f626c04c54f0a798908c64d94ee85e23bf514
71f5eb1a9f21d607	10	2026-12-01T23:47:55+08:00	chair	close	{"round":"6ccb194b5c8836b6"}	ee5a14b45d8dd3cee0dba675774196d243b03c82aab799ca3c1146f6e4c89267
71f5eb1a9f21d607	12	2026-12-01T23:47:55+08:00	chair	publish	{"rounds":["6ccb194b5c8836b6"]}	e6d52e17b615f7490db831b5e8bd40a4be1c482787a7496c6c4113b879338118
71f5eb1a9f21d607	13	2026-12-01T23:47:55+08:00	desk	write-ins	{"merge":{"王伍":"王五"},"part":"选举"}	e9854f03b5a6bf3d6db81835812bcf99ecf1a1f90b0eabed58d02ca5785a5891
71f5eb1a9f21d607	14	2026-12-01T23:47:55+08:00	desk	attendance	{"absent":0,"groups":{"正式党员":{"absent":0,"present":10},"预备党员":{"absent":0,"present":2}},"present":12,"rounds":["29ff2c222c2b0637","6ccb194b5c8836b6"]}	6f7dbc368109566b622e12a066bdc053e2778ce2f96185da72a11c5535037076
71f5eb1a9f21d607	15	2026-12-01T23:47:55+08:00	desk	phase	{"phase":"certified"}	1f7fb703747eb3bc028bf45acfbbe66821ec86b3023557ffce4bbfcb27d25566
7a304786f4ef0144	1	2026-12-01T23:47:56+08:00	admin	create	{"title":"支部党员大会"}	b66a788475dfa5f9817f5511b0e157d5601afa2d8032a882b25bd1d874813115
7a304786f4ef0144	2	2026-12-01T23:47:56+08:00	desk	cards	{"batch":"5871fbbb","count":10,"group":"正式党员","part":null,"recuse":null}	9e72a8dab40fd299a87b5911b78e9a46b637d28a794977ea38e6d986d581d601
7a304786f4ef0144	3	2026-12-01T23:47:56+08:00	desk	cards	{"batch":"89fb4f81","count":2,"group":"预备党员","part":null,"recuse":null}	4cb7e34c3f4a4952348de043131d75ad44dd02994b68257dbf96eab2da3d51aa
7a304786f4ef0144	4	2026-12-01T23:47:56+08:00	desk	phase	{"phase":"live"}	65ff96f9cb6a943ca0db9c596f3190d304fe32bbf28642d64921e9e8d80580ff
7a304786f4ef0144	5	2026-12-01T23:47:56+08:00	desk	attendance	{"absent":0,"groups":{"正式党员":{"absent":0,"present":10},"预备党员":{"absent":0,"present":2}},"present":12}	0bd880be12cfaad133e76d2c196295e59bd9beaf1dfb18ffe87413c1fccd8a8e
7a304786f4ef0144	6	2026-12-01T23:47:56+08:00	chair	open	{"part":"表决","round":"80c7e0a23dae019c","seconds":null,"subjects":["s1"],"transport":"http"}	ab336e853ff064810b0c821396c701385eec763bdfd37fe9c7255a85109061b8
7a304786f4ef0144	7	2026-12-01T23:47:56+08:00	chair	close	{"attendance":{"absent":0,"groups":{"正式党员":{"absent":0,"present":10},"预备党员":{"absent":0,"present":2}},"present":12},"round":"80c7e0a23dae019c"}	d9b6b226319cded5ed3737ed5d426cf41c12f044a90419906bfa5c9f32d17ad0
7a304786f4ef0144	9	2026-12-01T23:47:56+08:00	chair	publish	{"rounds":["80c7e0a23dae019c"]}	0ba0b8232fd080d4bc8f3d774b035cb9743e1096db535b6cf6a74023aa4e7ad7
7a304786f4ef0144	10	2026-12-01T23:47:56+08:00	chair	open	{"part":"选举","round":"e5ae23d72775a4b0","seconds":null,"subjects":["s2","s3","s4"],"transport":"http"}	96aa1e0a0f22de7164c7edb74435489daeeb202485d1e4b6380a19a0041e94d0
6ae5625f838eeac0	1	2026-12-01T23:47:56+08:00	admin	create	{"title":"支部书记现场测评"}	0134b0ba5b7d8a0be9bb285911b435f66057889b27395b665154dd8209de9558
6ae5625f838eeac0	2	2026-12-01T23:47:56+08:00	desk	cards	{"batch":"c60a90f5","count":20,"group":"全体","part":null,"recuse":null}	35bbf1a5875677aff97aa511ed049ac6b5bd53f66d36f94d9453d2d3f0c714eb
6ae5625f838eeac0	3	2026-12-01T23:47:56+08:00	desk	cards	{"batch":"954b0ce1","count":1,"group":"全体","part":null,"recuse":null}	1cc69ff75c3abd74ffcf431c3f69291a8062e0a3ad9d5c56ba102c3b68792a11
6ae5625f838eeac0	4	2026-12-01T23:47:56+08:00	desk	cards	{"batch":"56d69c82","count":1,"group":"全体","part":null,"recuse":"s3"}	eee9d285f797383c89d24b29794b855c6a36405089b53f148e1f4246f961414c
6ae5625f838eeac0	5	2026-12-01T23:47:56+08:00	desk	phase	{"phase":"live"}	96f87d29ced3261bd2c7d87c6b4ecf8ec537776f3de1df43184fc98e71469d26
6ae5625f838eeac0	6	2026-12-01T23:47:56+08:00	chair	open	{"part":"上述","round":"a7287bc7933cb31d","seconds":null,"subjects":["s1"],"transport":"http"}	52a16835ce3bd911eb6ab405a38715edc7db0841d6dc91c9824f1e989ab5d45d
6ae5625f838eeac0	7	2026-12-01T23:47:56+08:00	chair	close	{"round":"a7287bc7933cb31d"}	b847c18f2770645accd69d6c5325a6956988194f6ec8d07a5e7c7a40baf89af8
6ae5625f838eeac0	9	2026-12-01T23:47:56+08:00	chair	publish	{"rounds":["a7287bc7933cb31d"]}	9b1bda8597a6e8968823e9091be6d0ac3b88dcdb0c010e9025659ec73f20845a
6ae5625f838eeac0	11	2026-12-01T23:47:56+08:00	desk	void-cards	{"batch":null,"count":1}	0bce4ff7c913f9c503a803914fc7383829f6bed94a18babef97281f8394a2222
71f5eb1a9f21d607	11	2026-12-01T23:47:55+08:00	server	counted	{"round":"6ccb194b5c8836b6"}	9c7faed0d743684e1bca8cabd2b52e1976f13cc02f1aa43e73164a2c4e1e141a
7a304786f4ef0144	8	2026-12-01T23:47:56+08:00	server	counted	{"round":"80c7e0a23dae019c"}	b825b5434d26bc023f82239f27eb64b38679d89f69a1b499fb103ee8573260db
6ae5625f838eeac0	8	2026-12-01T23:47:56+08:00	server	counted	{"round":"a7287bc7933cb31d"}	1d69b06ab4ad5b82a4383cdf47696f2b5fe628dacf245bbf954f69bb60c9ebb6
6ae5625f838eeac0	10	2026-12-01T23:47:56+08:00	chair	open	{"part":"上述","round":"2b4415cc64b452f8","seconds":null,"subjects":["s2"],"transport":"http"}	5856a41c1b9e7f7d7c71f33257241b92b7e477731c6fe0a57790804568227bc9
\.


--
-- Data for Name: meeting; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.meeting (id, phase, version, body, digest, rotating, number, owner) FROM stdin;
a9d7963494992a37	certified	21	{"additions":{"adjustments":{"s1":[{"points":"-0.5","reason":"材料报送迟延"}]},"decisions":{"s2":{"grade":"好","reason":"综合日常表现"}},"entered":{"s7":{"score":"8"},"s8":{"score":"8.1"},"s9":{"score":"8.2"}},"flags":{"s3":["被通报批评"]}},"admitting":true,"attendance":[16,0],"document":{"admission":"cards","date":"2025-12-18","edition":2,"expected":16,"groups":[{"name":"街道班子成员","weight":"0.6"},{"name":"党员群众代表","weight":"0.4"}],"ids":[["s1","s2","s3"],["s4","s5","s6"],["s7","s8","s9"]],"join":"fixed","language":"zh","organisation":"临江街道党工委","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"],"of":18},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["街道班子成员","党员群众代表"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.6"},{"form":{"explain":[],"id":"committee","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党委书记抓基层党建报告评议表"},"groups":["党员群众代表"],"name":"下评","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.3"},{"form":{"explain":[],"id":"plain","items":[{"abstain":false,"key":"score","title":"评分（1 分最低，10 分最高）","weight":"1"}],"limits":[],"notes":[],"scale":{"max":10,"min":1},"title":"评分表"},"groups":["街道班子成员","党员群众代表"],"name":"日常考核","source":"entered","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":{"at_or_below":"较好","share":"0.4","tolerance":"0.05"},"trim":0,"veto":{"bands":["一般","差"],"grade":"差","over":"0.3"}},"show":"live","title":"2025年度述职评议会","voters_see_results":false},"ended":1796140075.6103992,"format":2,"former":{},"ids":9,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["result",null],"wifi":[]}	\\xde98014a0ea1a67a149453f6be6c3392fdd276004f5015763e5fbb50f5178ca5	0	1	\N
7ae1b1dadd65019d	rehearsal	1	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"open","date":"2025-12-21","edition":2,"expected":20,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"],"of":18},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"held","title":"扫码入场测评","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":3,"open_air":true,"timer":null,"url":null,"view":["round",null],"wifi":[]}	\\xa9ce8c7abb76d9d9856773c0e68f6d06d81d96052a251abeb5989ba6250787da	0	2	\N
71f5eb1a9f21d607	certified	10	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{},"merges":{"选举":{"王伍":"王五"}}},"admitting":true,"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"document":{"admission":"cards","date":"2025-12-22","edition":2,"expected":12,"groups":[{"name":"正式党员","size":10},{"name":"预备党员","size":2}],"ids":[["s1","s2","s3"],["s4","s5","s6"]],"join":"fixed","language":"zh","organisation":"","parts":[{"decide":{"base":"present","item":"vote","rank":["votes"],"rules":[{"grade":"当选","of":["赞成"],"over":"0.5","seats":2},{"grade":"未当选"}]},"figures":[{"base":"valid","item":"vote","name":"赞成率","of":["赞成"]}],"form":{"explain":[],"id":"form","items":[{"abstain":true,"key":"vote","title":"表决","weight":"1"}],"limits":[{"at_most":2,"choices":["赞成"]}],"notes":[],"scale":{"choices":["赞成","反对"]},"title":"支部委员选票","write_in":{"as":"赞成","at_most":2}},"groups":["正式党员"],"name":"选举","source":"ballots","subjects":[{"mode":"onsite","name":"顾明","post":"","unit":"第一党支部"},{"mode":"onsite","name":"贺丽","post":"","unit":"第一党支部"},{"mode":"onsite","name":"江涛","post":"","unit":"第一党支部"}]},{"bands":[["优","8"],["良","5"]],"form":{"explain":[],"id":"form","items":[{"about":"看全年工作。","abstain":false,"key":"mark","title":"评分","weight":"1"},{"abstain":false,"key":"known","scale":{"choices":[["了解","1"],["不了解","0"]]},"title":"熟悉程度","weight":"0"}],"limits":[],"notes":[],"scale":{"max":10,"min":5,"step":"0.5"},"title":"述职评议表"},"groups":["正式党员","预备党员"],"name":"评议","source":"ballots","subjects":[{"mode":"onsite","name":"顾明","post":"","unit":"第一党支部"},{"mode":"onsite","name":"贺丽","post":"","unit":"第一党支部"},{"mode":"onsite","name":"江涛","post":"","unit":"第一党支部"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"awards":[["先进","0.34"]],"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"panel":true,"quota":{"bound":"at_most","grade":"优","share":"0.5"},"rank":["score","exact","item:mark"],"trim":0,"veto":null},"show":"closed","title":"换届选举大会","voters_see_results":false},"ended":1796140075.9930446,"format":2,"former":{},"ids":6,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["result",null],"wifi":[]}	\\x7ca6e1bcbed9ebade123997410889b1ed86180f0d2434fbf94cb8839613b7a0c	0	3	\N
7a304786f4ef0144	live	7	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"document":{"admission":"cards","date":"2025-12-22","edition":2,"expected":12,"groups":[{"name":"正式党员","size":10},{"name":"预备党员","size":2}],"ids":[["s1"],["s2","s3","s4"]],"join":"fixed","language":"zh","organisation":"","parts":[{"decide":{"base":"expected","item":"vote","rank":null,"rules":[{"grade":"通过","of":["赞成"],"over":"0.5"},{"grade":"未通过"}]},"form":{"explain":[],"id":"motion","items":[{"abstain":true,"key":"vote","title":"表决","weight":"1"}],"limits":[],"notes":[],"scale":{"choices":["赞成","反对"]},"title":"表决票"},"groups":["正式党员","预备党员"],"name":"表决","source":"ballots","subjects":[{"mode":"onsite","name":"关于接收林晓为中共预备党员的决议","post":"","unit":""}]},{"decide":{"base":"present","item":"vote","rank":["votes"],"rules":[{"grade":"当选","of":["赞成"],"over":"0.5","seats":2},{"grade":"未当选"}]},"figures":[{"base":"valid","item":"vote","name":"赞成率","of":["赞成"]}],"form":{"explain":[],"id":"form","items":[{"abstain":true,"key":"vote","title":"表决","weight":"1"}],"limits":[{"at_most":2,"choices":["赞成"]}],"notes":[],"scale":{"choices":["赞成","反对"]},"title":"支部委员选票","write_in":{"as":"赞成","at_most":2}},"groups":["正式党员"],"name":"选举","source":"ballots","subjects":[{"mode":"onsite","name":"顾明","post":"","unit":"第一党支部"},{"mode":"onsite","name":"贺丽","post":"","unit":"第一党支部"},{"mode":"onsite","name":"江涛","post":"","unit":"第一党支部"}]}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"live","title":"支部党员大会","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":4,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["round",null],"wifi":[]}	\\x4f95d940f1699318b13a3a5cfb2c5264ce9f2876417d065d675edd4bc8fff9ad	0	4	\N
6ae5625f838eeac0	live	7	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"cards","date":"2025-12-20","edition":2,"expected":24,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"],"of":18},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"live","title":"支部书记现场测评","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":3,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["round",null],"wifi":[]}	\\x73b8ab260266f09aacfa7e3c9c038cb0028e9a6f94c71be53dc87291902cd2a7	0	5	\N
\.


--
-- Data for Name: migrated; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.migrated (number) FROM stdin;
1
2
3
4
5
6
7
8
9
10
11
\.


--
-- Data for Name: pooled; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.pooled (meeting, round, subject, voters, mean, untrimmed) FROM stdin;
71f5eb1a9f21d607	6ccb194b5c8836b6	0	0 1	\N	0
71f5eb1a9f21d607	6ccb194b5c8836b6	1	0 1	\N	0
71f5eb1a9f21d607	6ccb194b5c8836b6	2	0 1	\N	0
\.


--
-- Data for Name: presence; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.presence (meeting, node, joined, seen) FROM stdin;
a9d7963494992a37	080f3400	0	2026-12-01 15:47:55.509783+00
71f5eb1a9f21d607	080f3400	0	2026-12-01 15:47:56.020036+00
6ae5625f838eeac0	080f3400	0	2026-12-01 15:47:56.69676+00
\.


--
-- Data for Name: retry; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.retry (meeting, round, digest) FROM stdin;
a9d7963494992a37	8c8345d19d0bbe4c	\\x012ffb8528f1fda24f8a921bf47780996a261c0d908f559fdaa6b87de13f7c49
a9d7963494992a37	8c8345d19d0bbe4c	\\x07ed46620f988d91215254b1c36e7dea0e4aa3db6ec6a4aec916bfabd394c836
a9d7963494992a37	8c8345d19d0bbe4c	\\x109aa599525d102a4ab529bf1bd74e99856a1be57bf17497d684662253ce7c0f
a9d7963494992a37	8c8345d19d0bbe4c	\\x14e32916577e0230ac3701dc74a33d532c700438f5d167790ffa68bc45303143
a9d7963494992a37	8c8345d19d0bbe4c	\\x15385d30fd4ae0e2a03e62dd902d27cbaf1cadddc14985e7715b98250430aa2c
a9d7963494992a37	8c8345d19d0bbe4c	\\x1f06ac323aca9ca17ede4b8a5605b6726eee766ead34a1b67378faba03409fea
a9d7963494992a37	8c8345d19d0bbe4c	\\x4334df2fd79e5ce177060f4ce1a30af50cbdc2542082829e04ca81ec0f230d6b
a9d7963494992a37	8c8345d19d0bbe4c	\\x4998fbe270147b7fb7a54397f3d51d0aff2891a19be5ce04f091ae5428ee9c31
a9d7963494992a37	8c8345d19d0bbe4c	\\x55a5ccce1e82667e6dc698d6f07bfad14589b05b0b0622f723281bc33e367390
a9d7963494992a37	8c8345d19d0bbe4c	\\x6548f4b18800ad8dc2f632f4c71818b386ba032ca0d36bc545ab828c155092c4
a9d7963494992a37	8c8345d19d0bbe4c	\\xa239ad8cda75ff2b9cc5de469a245c3dd6050843c7edbae8d532ce2e751f066c
a9d7963494992a37	8c8345d19d0bbe4c	\\xb4116dc3daa5ec9364fd5c531f5a959bd87335ce44b98d4415997a31192828a9
a9d7963494992a37	8c8345d19d0bbe4c	\\xb7276b56b099e230656b2afd6ac3609108244831ac758ca25f8c6c02a2c9a92f
a9d7963494992a37	8c8345d19d0bbe4c	\\xc0e3faadc3ba7caad591df13506843e2caa18a575d33b1155cea6e8d3ae933d0
a9d7963494992a37	8c8345d19d0bbe4c	\\xc8aae23bca04b181d03d3765f4bd8ab4e67a8cd4226d25b8feccfaffbd6fea72
a9d7963494992a37	8c8345d19d0bbe4c	\\xdf0432dafe19a15a02dc0a0d9731a5f9ff808ad2e6236a299202524cf252ac0a
a9d7963494992a37	7c1439a43596b829	\\x03b2bcafbcaca8fc441aefb83d9f429f3b7c8606acb982c4a4b79629fdb68321
a9d7963494992a37	7c1439a43596b829	\\x106541b2e66061a54bc94e0fdbbbb2eaacaeba2a415691f0e159eeff5e7d9e04
a9d7963494992a37	7c1439a43596b829	\\x205c00cd38dcf0d886c2494f9ac5d9c9cda12de1d0d3476b0ca646ad0e876fb7
a9d7963494992a37	7c1439a43596b829	\\x226e3ac7b9c423777e4287a761e75b61109c679bb114ff0e545afa08df789129
a9d7963494992a37	7c1439a43596b829	\\x2eb1d8b427c5da3f945e93e9a998cf3ac27b38eac53fae8a27b5c512f603333e
a9d7963494992a37	7c1439a43596b829	\\x582970de142a1f3fd686054dde064e4419043def4231017cc5bc6cbb8abf5237
a9d7963494992a37	7c1439a43596b829	\\x64565fd6b6a7f72bc06562763dc4ec875713fc3004906c288bc17c1af40d36eb
a9d7963494992a37	7c1439a43596b829	\\x6df943e221b3d8d373fecfab5cb30de2ce04fce81ef723d856ef0c5afa72d509
a9d7963494992a37	7c1439a43596b829	\\x6e0ef4f960330053f5e7603a39b65dd36e7cd4d5d1fc9601b7d6cf805c65f677
a9d7963494992a37	7c1439a43596b829	\\x887bd2c3f33f90545607c34f48f06f6748477b607319c3ab14525de0662be033
a9d7963494992a37	7c1439a43596b829	\\x8f442659443514a9ec682fd87bd9e0ac17fea3bb38f3491ba8e83a328a1b33d8
a9d7963494992a37	7c1439a43596b829	\\xa9f453f045e7ba298f6dabf58001cdb129796ec5a71a76bb8725b52dd5241fac
a9d7963494992a37	7c1439a43596b829	\\xad0debaf71c12855c4664205b1556c43df82df5a670f301feffbe95046c9c872
a9d7963494992a37	7c1439a43596b829	\\xdba092effe8e74e135f21ca0fb7e431b96ce0b58463dcf55911de5d768cfbaa5
a9d7963494992a37	7c1439a43596b829	\\xea838296ddf046e6993a56c5836642ad709f9f9a72debea9b83fb89a64e02055
a9d7963494992a37	7c1439a43596b829	\\xeaed1630bf62829e3c4fc798044cd4170bf49d2c38bef5efc66058bd38402e2c
a9d7963494992a37	e5e7be0367da33c2	\\x0253b4e0528deace55fb3078a706b613f10e69cd3fa862a0a13d4d800ce7af73
a9d7963494992a37	e5e7be0367da33c2	\\x2020ee49d39520a01205c3a93397696ce3da445c3399ba248ce10fabb89f0b97
a9d7963494992a37	e5e7be0367da33c2	\\x332c713ca7634ece76fd93fe812872f26bcfcd2ac3e2a3f73f358c7f3823da6c
a9d7963494992a37	e5e7be0367da33c2	\\x46d83fff26a36dc943d164b3299a73f1957af87d1f5359408fc5a4aaf1decfb6
a9d7963494992a37	e5e7be0367da33c2	\\x5d34db71842bcab669ea7899b47086c3726d94f74c4672f2137cf94a02bf7d7e
a9d7963494992a37	e5e7be0367da33c2	\\x94da7fcba95f89b2a1b2242ad80c770b9b85c7064783df5901d45f85ba249d7e
a9d7963494992a37	e5e7be0367da33c2	\\xaf8f73695da213bd139df6f6b6086b6a872f166a41213a145ab55f316166e547
a9d7963494992a37	e5e7be0367da33c2	\\xb4ec84d4223c3318b4bad951670e15cffcc38efbc7e6570b23d0f82ecc4bd977
a9d7963494992a37	e5e7be0367da33c2	\\xb811c311b28202134947fff8d9ff5d5a54f31ae80727d22f7b7d508a8b2dee6f
7ae1b1dadd65019d	941104d3f654aad0	\\x6a792f59a55def614979c0c2c8f3dea50d12473df221509eeff3bedcd9291336
7ae1b1dadd65019d	941104d3f654aad0	\\x6e949ccd1ffddb0d56fc7fedfc5682033feb195cee2f28cfc80ba959cc9237f2
7ae1b1dadd65019d	941104d3f654aad0	\\x7b2538956f6562289dd5b323a1c357a7d4e17e79a729b7f0de7fb6863aea01f3
7ae1b1dadd65019d	941104d3f654aad0	\\xa4c1a55441de0fee24cfbb21f5dfc168e40f03246037dada0ba4e429695aac7a
7ae1b1dadd65019d	941104d3f654aad0	\\xaa461f663c209a34ad8416ad45d8f410b9b3bf4f34ebab8afbbba86eb9f73a00
7ae1b1dadd65019d	941104d3f654aad0	\\xef2e41f0581e9db7ff6d1f9a8053d3820eed17e7261494f4165a83ffc5625448
71f5eb1a9f21d607	29ff2c222c2b0637	\\x29a087e46f0c5b3df188242fef3050fa802185815364f12cd249173c43a697d1
71f5eb1a9f21d607	29ff2c222c2b0637	\\x2f6985f19935fa6aa3d5a0fca53c7d5c6d22acff5085afd211b307693e6467c4
71f5eb1a9f21d607	29ff2c222c2b0637	\\x426d45cf54ec3d33706e37d4158e7d5ef4b1848d6c4ed7928d27357e2062dd73
71f5eb1a9f21d607	29ff2c222c2b0637	\\x52a98e4cdf52e7939adb526e5f151d42118aa7715a457fa9fe3df5e072b19a92
71f5eb1a9f21d607	29ff2c222c2b0637	\\x560cfffd7f9dbdc120ef78e7d93cdd0bff9cec4037ebdaf4d8d609182e569eee
71f5eb1a9f21d607	29ff2c222c2b0637	\\x8cb7b7c468693e7cebc2f0cc1139f49044e19d444e9c61f7a5be524dbb3e0fdb
71f5eb1a9f21d607	29ff2c222c2b0637	\\x966838f8090c54687a0666ad73a036dc4c21ef049bbb58c374386e8d3fc8f73f
71f5eb1a9f21d607	29ff2c222c2b0637	\\xa4490352c9058e4abe19d7b09dce2a942b6069094293d973a21d81287c111126
71f5eb1a9f21d607	29ff2c222c2b0637	\\xa717196f350aca0daf0abb79f9f30388c458b38fcde5374bd448cdc69eed3702
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x097e226303588152327b9d21834a07d474a9fe61f763248876b57b14d2d16c93
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x1d607f928e73402663ee89539e81dc1fa86a62ed4224c4bb19b9e2e55f75a891
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x292e682081819386f88e4a9e2605daa1160184939fbe80a5dd7a56e7dff30768
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x452223eee71be379c1884ce921547874867620ab8d1d845cefe2b234ebb293ae
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x7bfb0bc4bc7e64bd244f6bb429068c7f165f84b8bb21f844fceb56885cf13cbe
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x7d4bd4469f11a2d034b98710682c37912d7e2e0473a7e27206399c327626a255
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x934f1bab8da688b36585d9886d6b3bb51930a8bdf4b1a3f6e229f94aa92461a9
71f5eb1a9f21d607	6ccb194b5c8836b6	\\x942f0ce0eb0ea09854aa371943cf0563d20b25815aafaf13f7499b22d6ec7d32
71f5eb1a9f21d607	6ccb194b5c8836b6	\\xb40e61d038fea56f261a018b4dc03877a692fc2c29d27f2f60bc140b096354b5
71f5eb1a9f21d607	6ccb194b5c8836b6	\\xd7e731f08bc86fdf45225c5d12fba55a62850b40aa399dff80b5d0e1a546ac5e
71f5eb1a9f21d607	6ccb194b5c8836b6	\\xeb86537cc0d1268141f5772d165d263e841154fbd5af820b49e1b1ca42dcd813
7a304786f4ef0144	80c7e0a23dae019c	\\x13d68988730c2fc1fcba2f29c1ab406535f5e732bd2ae4142cc4156abcab72fa
7a304786f4ef0144	80c7e0a23dae019c	\\x2050c100a920884c8b49ac3429966350383159084af481ee3a192f5e87a02cb1
7a304786f4ef0144	80c7e0a23dae019c	\\x250420fef242c51872f23306b068e717068a027972c52f86b566242a5974234f
7a304786f4ef0144	80c7e0a23dae019c	\\x65295bbe9753c482e6d5fb33d292c071649370d75849dc128b8bd6b19d365300
7a304786f4ef0144	80c7e0a23dae019c	\\xb569b4b9d4d08a5fd4dc262808b9094d671c8405904ff78b4894abbdebf5361e
7a304786f4ef0144	80c7e0a23dae019c	\\xc91f2d253086b21a18f329ac30bf06af02bb21253c81ab7c1ae34cd743d6fa93
7a304786f4ef0144	80c7e0a23dae019c	\\xc96e15aaff4ce350ee47ba4fc8882e14a91d0f9e345a914d74b8cf3833379294
7a304786f4ef0144	80c7e0a23dae019c	\\xd2210af9bc7d449b832990ba4470e74e52f15f748854eae81c0c775c46fa875c
7a304786f4ef0144	80c7e0a23dae019c	\\xdab62b2e9e043b10b29694476ffa102deed357207d9520cf2b3ebb0bb5a3bcc3
6ae5625f838eeac0	a7287bc7933cb31d	\\x1634f7d6e55f96db4f4cf7f38a82b739abe04f59d5693159b71f08024aa85436
6ae5625f838eeac0	a7287bc7933cb31d	\\x656bbac42ad0f2407217a81c1cc91e1d4405ed287758cadf9ad22bbefd975cd2
6ae5625f838eeac0	a7287bc7933cb31d	\\x67d737fc7d225fd40b333f38b69f9a71c98ddc9472cc711607c11a4861fcbd53
6ae5625f838eeac0	a7287bc7933cb31d	\\x85d70dd63c248cdb42afc868965a88601bb8b1fd7ff07412cffe0e013e06b625
6ae5625f838eeac0	a7287bc7933cb31d	\\xabe65e416dd4b6570ba2770868608fba7f7b7cc1a9779392ef8c9c4277852e3d
6ae5625f838eeac0	a7287bc7933cb31d	\\xca2d4d956a83ee56cf4569b5d8b219df59b5b87ffdc291460d3e4af1e4167533
6ae5625f838eeac0	a7287bc7933cb31d	\\xcaade600c9678ccb47222ec2f69ab877567c5888e3e5fce20dab607ef018d586
6ae5625f838eeac0	a7287bc7933cb31d	\\xe24a38ca1655f06ad2d989f1a087fa52609079ce99964b020c4cd2fe54826354
6ae5625f838eeac0	a7287bc7933cb31d	\\xee5503c51ec4a2263af77c9d01961549af56f12c9d71d9e50c8c938c4ec41d1c
\.


--
-- Data for Name: revision; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.revision (meeting, number) FROM stdin;
a9d7963494992a37	34
7ae1b1dadd65019d	10
71f5eb1a9f21d607	17
7a304786f4ef0144	12
6ae5625f838eeac0	14
\.


--
-- Data for Name: round; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.round (id, meeting, number, state, body, digest) FROM stdin;
8690792910a80162	a9d7963494992a37	1	voided	{"awaited":0,"closed":"2026-12-01T23:47:55+08:00","counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0,"unused":null,"waiting":null},"emptied":true,"format":2,"id":"8690792910a80162","left":null,"number":1,"opened":"2026-12-01T23:47:55+08:00","part":"上述","reason":"宣读有误，重新投票","rows":null,"seen":0,"since":1796140075.3652418,"state":"voided","subjects":["s1"]}	\\x37e3d890417563f12b4bac0f9f7b716e147013815f8f4f857a694be585a32100
8c8345d19d0bbe4c	a9d7963494992a37	2	published	{"attendance":[16,0],"awaited":0,"closed":"2026-12-01T23:47:55+08:00","counts":{"abstained":0,"eligible":16,"invalid":1,"paper":2,"phone":14,"unused":[0,0],"waiting":0},"emptied":false,"format":2,"id":"8c8345d19d0bbe4c","left":null,"number":2,"opened":"2026-12-01T23:47:55+08:00","part":"上述","reason":null,"rows":"461bed5eaf3fea047013b576c16bf6d7ad07bcfcac6c64ee1f7cf04da218561b","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\x5433b00240387f2daf32a57a6e0f13715b9291fcce1ffcbc12e179f7125cbf23
7c1439a43596b829	a9d7963494992a37	3	published	{"attendance":[16,0],"awaited":0,"closed":"2026-12-01T23:47:55+08:00","counts":{"abstained":0,"eligible":16,"invalid":0,"paper":0,"phone":16,"unused":[0,0],"waiting":0},"emptied":false,"format":2,"id":"7c1439a43596b829","left":null,"number":3,"opened":"2026-12-01T23:47:55+08:00","part":"上述","reason":null,"rows":"83132c1ed868f7680baedf478c355635461801c2696f32c7587da82b9484ce66","seen":0,"since":null,"state":"published","subjects":["s2","s3"]}	\\x942c75860d646b5c9510a3bb87a303162c6aa99f4c1b7bcefab9aa82144384ff
e5e7be0367da33c2	a9d7963494992a37	4	published	{"attendance":[16,0],"awaited":0,"closed":"2026-12-01T23:47:55+08:00","counts":{"abstained":0,"eligible":9,"invalid":0,"paper":0,"phone":9,"unused":[0,0],"waiting":0},"emptied":false,"format":2,"id":"e5e7be0367da33c2","left":null,"number":4,"opened":"2026-12-01T23:47:55+08:00","part":"下评","reason":null,"rows":"c5f0492ff93bf02e40b0ea06e39e9472038cae07be6f89fbecc5a0df57f6cdfa","seen":0,"since":null,"state":"published","subjects":["s4","s5","s6"]}	\\xacde82ff514db25d57135f4c69626153d8d36360007c309536516882483f923a
941104d3f654aad0	7ae1b1dadd65019d	1	closed	{"awaited":0,"closed":"2026-12-01T23:47:55+08:00","counts":{"abstained":0,"eligible":6,"invalid":0,"paper":0,"phone":6,"unused":[0],"waiting":0},"emptied":false,"format":2,"id":"941104d3f654aad0","left":null,"number":1,"opened":"2026-12-01T23:47:55+08:00","part":"上述","reason":null,"rows":"57e0809efe5604f98a220372f29cbabacfddf37983d19ac4436e73954dbb4bf5","seen":0,"since":null,"state":"closed","subjects":["s1","s2"]}	\\xfca55ce1dcc8a848ee8300531563018499e3471379f481d0e6e1d8e3e410571d
29ff2c222c2b0637	71f5eb1a9f21d607	1	published	{"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"awaited":0,"closed":"2026-12-01T23:47:55+08:00","counts":{"abstained":0,"eligible":9,"invalid":1,"paper":2,"phone":7,"unused":[0,0],"waiting":0},"emptied":false,"format":2,"id":"29ff2c222c2b0637","left":null,"number":1,"opened":"2026-12-01T23:47:55+08:00","part":"选举","reason":null,"rows":"56ae55a06122b1e8d83c9b2e818b2213338f0ad69b0a2995e2cf7acc83aba75c","seen":0,"since":null,"state":"published","subjects":["s1","s2","s3"]}	\\xcba3117f5cfe86d8fc09786229ddbd02ce1874550cc3f74c02f07863f2a13b52
6ccb194b5c8836b6	71f5eb1a9f21d607	2	published	{"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"awaited":0,"closed":"2026-12-01T23:47:55+08:00","counts":{"abstained":0,"eligible":11,"invalid":0,"paper":0,"phone":11,"unused":[0,0],"waiting":0},"emptied":false,"format":2,"id":"6ccb194b5c8836b6","left":null,"number":2,"opened":"2026-12-01T23:47:55+08:00","part":"评议","reason":null,"rows":"64b6136818ae166901209b8e72e68381fd9af70155f9fd0936af53f563acebf2","seen":0,"since":null,"state":"published","subjects":["s4","s5","s6"]}	\\xcd304c0abfaa94a16fcc6b78a9e051f7ad401997ae646ff47a4c53b315a10157
80c7e0a23dae019c	7a304786f4ef0144	1	published	{"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"awaited":0,"closed":"2026-12-01T23:47:56+08:00","counts":{"abstained":2,"eligible":12,"invalid":0,"paper":0,"phone":9,"unused":[3,0],"waiting":0},"emptied":false,"format":2,"id":"80c7e0a23dae019c","left":null,"number":1,"opened":"2026-12-01T23:47:56+08:00","part":"表决","reason":null,"rows":"fa19ff2202a45e10ad186a9a2267bdfe75eacea5447e066fd6a70c983f3908e5","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\x6c8da6e80bc54e71382eeced8bc943bb425e1bec0a3c60de6aa034793be2e437
e5ae23d72775a4b0	7a304786f4ef0144	2	open	{"awaited":0,"closed":null,"counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0,"unused":null,"waiting":null},"emptied":false,"format":2,"id":"e5ae23d72775a4b0","left":null,"number":2,"opened":"2026-12-01T23:47:56+08:00","part":"选举","reason":null,"rows":null,"seen":null,"since":1796140076.4720342,"state":"open","subjects":["s2","s3","s4"]}	\\xec24638c48262c6db58537f538e08069c57f45df97a41e017f009e4ade8018e4
a7287bc7933cb31d	6ae5625f838eeac0	1	published	{"awaited":0,"closed":"2026-12-01T23:47:56+08:00","counts":{"abstained":0,"eligible":22,"invalid":0,"paper":1,"phone":8,"unused":[13],"waiting":0},"emptied":false,"format":2,"id":"a7287bc7933cb31d","left":null,"number":1,"opened":"2026-12-01T23:47:56+08:00","part":"上述","reason":null,"rows":"4f64c1682eeb438af08ec6039b827fa2c422e7eb9e348dc93416fcfde83390ea","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\x1f95a334b8d3305ade2ca11ee3c9d953d0214fc9bf7a0ea6aaa32ee1d48bbb68
2b4415cc64b452f8	6ae5625f838eeac0	2	open	{"awaited":0,"closed":null,"counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0,"unused":null,"waiting":null},"emptied":false,"format":2,"id":"2b4415cc64b452f8","left":null,"number":2,"opened":"2026-12-01T23:47:56+08:00","part":"上述","reason":null,"rows":null,"seen":null,"since":1796140076.5771801,"state":"open","subjects":["s2"]}	\\x3ce002e91c234b925392ee4fb7c88470da9c8ec1c90eef25ed3417df7c856c82
\.


--
-- Data for Name: signing_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.signing_key (one, wrapped) FROM stdin;
1	\\x986ef43528af44bdd2e7a7a591232ac4a5767855717e8223d660ffa5479b93550466aef610c3347f0345c903d1f443986b7ea8d309c9053e4687761a
\.


--
-- Data for Name: spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.spent (meeting, round, tag, tries) FROM stdin;
7ae1b1dadd65019d	941104d3f654aad0	\\x2ad9fd595bd54d233d72345a2b1d4b270f1b4c2361f95ad6147587e24984aeb9	0
7ae1b1dadd65019d	941104d3f654aad0	\\x421a85dc2a47ab4227609c631ae18ebe3506bfcc71b17903f7e93f6c709ab811	0
7ae1b1dadd65019d	941104d3f654aad0	\\x504e0b9c5ea67be297be98a2bd09780c7a27bf23a9eef29a7bbe1102f6d61ee2	0
7ae1b1dadd65019d	941104d3f654aad0	\\x8776dde97640bcb55a7299026a91b181e969a3d8aebabe1dcc2d949b154daf64	0
7ae1b1dadd65019d	941104d3f654aad0	\\xb6c96b741b3076ed8fad7426c27eb9b15da8cb98b296f21113b903286e172adf	0
7ae1b1dadd65019d	941104d3f654aad0	\\xe4e137897fda8a042adca517f15ae9cb137de86a20d7fb8b78af5f185eadd6ca	0
7a304786f4ef0144	80c7e0a23dae019c	\\x1f40e70c79936a252ef4012f0ba5e727ca2c2d583bb5d9c7399278a0412a74ff	0
7a304786f4ef0144	80c7e0a23dae019c	\\x32c0cb3803bdbf615a13fa5a29e65865afd7f441a67dbade85ac5a6b0645a008	0
7a304786f4ef0144	80c7e0a23dae019c	\\x614028a44f8f77ba415e0ce9167d057ef2278657924bf67604a957f26f70b8bb	0
7a304786f4ef0144	80c7e0a23dae019c	\\x6445042d3738571e22c55c8d1e9a07d3b5cea0dfbbe1a743d67c891355a3b86d	0
7a304786f4ef0144	80c7e0a23dae019c	\\x7a3dd6e0e6fb6072ccce6233ddc65aa23dc98727cd1fbc9787d6e586292c350d	0
7a304786f4ef0144	80c7e0a23dae019c	\\x7c3cf5b1eb3eb53941239aacc5a6d059da9d1707c4eda93dd537eb0c3fd0f9b1	0
7a304786f4ef0144	80c7e0a23dae019c	\\x9103f4e0269cb756913c7ae78e1cb86e9578ea80ad560fdfad88e10cedc42a2b	0
7a304786f4ef0144	80c7e0a23dae019c	\\x919bc5eba78d955c1b538c815094ee5ec9735fc41e2ef7bcfe19731a6f673576	0
7a304786f4ef0144	80c7e0a23dae019c	\\xffb69a4fe787589012a76546a3cb7a56826a1b17d167c15bec05a33301f41c32	0
6ae5625f838eeac0	a7287bc7933cb31d	\\x02339070ab5201f2f69d7dc4e586695e1e7b6a76fb00afc6997b79b931e47f8d	0
6ae5625f838eeac0	a7287bc7933cb31d	\\x205d28749a300195548d20eac9f8cf7be3f8b0dddc6721ee4766e98f3b00eb9b	0
6ae5625f838eeac0	a7287bc7933cb31d	\\x3a3f438b035ad3f5275f9695816f9a3fa2eb7658df4f0e223b8374319bc18788	0
6ae5625f838eeac0	a7287bc7933cb31d	\\x3ee9f15c20d89fe5a5af6edf3d529ee77391ea5f8d7d9ce8a8708fde188b59cd	1
6ae5625f838eeac0	a7287bc7933cb31d	\\x55b0276cb7307e9c84542b76dc27e3cf8d62836619bec1b5426ecb3be0308c3d	0
6ae5625f838eeac0	a7287bc7933cb31d	\\x70fe39ab673ca369ba36121d34c59fc695a2fa60968a88e1e35733ef0e9742ee	0
6ae5625f838eeac0	a7287bc7933cb31d	\\x74867a33ab25e89bb928e633d46762180c93f3b52016be21b39cba323a7609f3	0
6ae5625f838eeac0	a7287bc7933cb31d	\\xabca1674c6ca4408e4d54f7596d2578ad4c9edaf84f78627ab6dc753b6d32783	0
6ae5625f838eeac0	a7287bc7933cb31d	\\xe75e8302ef781d3d0ca651aaf4b6136c0839b3a0171309c7f5b2f6e0f43f583f	0
\.


--
-- Data for Name: standing; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.standing (meeting, subject, round) FROM stdin;
a9d7963494992a37	s1	8c8345d19d0bbe4c
a9d7963494992a37	s2	7c1439a43596b829
a9d7963494992a37	s3	7c1439a43596b829
a9d7963494992a37	s4	e5e7be0367da33c2
a9d7963494992a37	s5	e5e7be0367da33c2
a9d7963494992a37	s6	e5e7be0367da33c2
7ae1b1dadd65019d	s1	941104d3f654aad0
7ae1b1dadd65019d	s2	941104d3f654aad0
71f5eb1a9f21d607	s1	29ff2c222c2b0637
71f5eb1a9f21d607	s2	29ff2c222c2b0637
71f5eb1a9f21d607	s3	29ff2c222c2b0637
71f5eb1a9f21d607	s4	6ccb194b5c8836b6
71f5eb1a9f21d607	s5	6ccb194b5c8836b6
71f5eb1a9f21d607	s6	6ccb194b5c8836b6
7a304786f4ef0144	s1	80c7e0a23dae019c
7a304786f4ef0144	s2	e5ae23d72775a4b0
7a304786f4ef0144	s3	e5ae23d72775a4b0
7a304786f4ef0144	s4	e5ae23d72775a4b0
6ae5625f838eeac0	s1	a7287bc7933cb31d
6ae5625f838eeac0	s2	2b4415cc64b452f8
\.


--
-- Data for Name: subject_text; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.subject_text (meeting, subject, kind, body) FROM stdin;
\.


--
-- Data for Name: token; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.token (digest, meeting, voters, batch, recuse, void, during, minute, joined, paper) FROM stdin;
\\x6564f87509fffb13879abc6b8d199e23aaa43c3836af1c4c2549ef2b1ae1f3af	7ae1b1dadd65019d	0	\N	\N	0	\N	29935667	1	0
\\xa74595cb4158b395886d2704a57e16408e68141628d42cdf61fdba021938bf23	7ae1b1dadd65019d	0	\N	\N	0	\N	29935667	1	0
\\xc2bbe1a75a715321acbf39e40612922c5290db2a8eff171672ed2a2f107fae02	7ae1b1dadd65019d	0	\N	\N	0	\N	29935667	1	0
\\xa297bc56222b88ae5fa055c5e8690b52b333600912ed5193937e385c5cbd7e1a	7ae1b1dadd65019d	0	\N	\N	0	\N	29935667	1	0
\\x2fa36019d5ae078e25d7bb0681417d3417fa9fa79d23ebab25209416dfa9a5a4	7ae1b1dadd65019d	0	\N	\N	0	\N	29935667	1	0
\\x0ff51e6c327d7db8501c731807fffc51499317e165e3af16bc6affbcf8f0c1d1	7ae1b1dadd65019d	0	\N	\N	0	\N	29935667	1	0
\\x028ebec96bbb81889800e01a366b799e8b1676e99db96968a6c7d9a0de9973c0	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	0	0
\\x1fcfa54c33b1d6fa81fb695dfd37a99e41fec93f508a229092970bf79f7d3171	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	0	0
\\x350b50fb2fc415225beb47154608a556366c461ee04ed29a345991d1efd679bd	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	0	0
\\x8e995826154f86deb881d3d510d1164082e861758034ba9bc4ae4dffca219bd0	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	0	0
\\x200516c25542bbfdd748a766ba4d6e8769885476640e925a49d03f2668f82bb5	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\x417534c86c5f6237b7597da338cc048fa3cb2f76418ea61913168c3fb27a4926	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\x4868db426c8d58994f879540963cfc7701026c257e69c64c08908a03feb37042	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\x5108bdd4424ee9a8aa8f52ce085137aa93184143e2abc9f30e60115f593b82e0	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\x72922ae26bf2f1c8d55f698d672c979d5a1a707896fb2e632cdeff1188c10814	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\x83a0b8f7cdddd52a2c0c25b059983eb5cc794cde526a2afcc96897444413bf4d	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\x094afa8c98d591c8d15b55d09675b7144be59a2b85c4d99ab12a03ff35c1761a	a9d7963494992a37	0	cd35fac8	\N	0	\N	\N	0	0
\\x0a0689628791fb5257ebbd15e775cf39b5b174f7a58e083dadcb6917aec93aa8	a9d7963494992a37	0	cd35fac8	\N	0	\N	\N	0	0
\\x0c8ea3e61b11d0dc52a11f6377d5da2a81ac3d306c4b6e5a99f9b86b9f1b7dd8	a9d7963494992a37	0	cd35fac8	\N	0	\N	\N	0	0
\\x3c0d1190e51c29d4ed89e7de215b73783910efb9776e138a94688822456602f0	a9d7963494992a37	0	cd35fac8	\N	0	\N	\N	0	0
\\x692fb168f777311a36461bd43c8e26ed61a65743cae5580dc5e24ec0c3f4ea5c	a9d7963494992a37	0	cd35fac8	\N	0	\N	\N	0	0
\\x6da118457faad28045d3b7ec16fa7ece9bf3aded254e1df6c5c73ec4c9e2e31d	a9d7963494992a37	0	cd35fac8	\N	0	\N	\N	0	0
\\x8e07caba8bdf06b0521afcf8124557dda536dc2475c0f4b424dc91df1d69d09f	a9d7963494992a37	0	cd35fac8	\N	0	\N	\N	0	0
\\x00406d74493813abbf7f7906e664cd41cc359eeec112cf9bb5d4a0de7233a7de	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\x1ffb653cb3fe07537dfae62f3775c5c77497fea0bcbde782d45eb044d9257c03	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\x29d28f81156b4830dd6d9169981164570310f97f088e90b0c9b1f895f025bc8e	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\x396cea12b084eb0bb2b0b717a0de7826da987e7d64e54d506850615f13aab45e	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\x881756fd3b9742d2f7719df1005b7566d596cc5e335491770c650d6aa433fea9	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\xb32604a5e5ecbe83ffc16dabd4a2195b67e02ec47f901279865766c041ff4a2e	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\xe744c8388d08b9563e82be2c6a25a869057872614b3cbf38439d448614a924a1	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\xefb98ff843885bc4c82959aef802561854b47bdcd8ed0567eba80a54c6b9d774	a9d7963494992a37	1	e415d421	\N	0	\N	\N	0	0
\\x6998f7dfeb090bc4872aec83d0c8552fcf8165c5637f9918952f7f1a9d67715a	a9d7963494992a37	1	a312b0c3	s2	0	\N	\N	0	0
\\x12ab7a69c4f2ce90497ab6bc47348382faf59d72abb898bd5f053bb766c153b8	a9d7963494992a37	0	c09b6939	\N	1	\N	\N	0	0
\\x668987a43eaab9374c35ec7f6f2c79fa12b86725d6a547403ae961d0fab550c6	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	0	0
\\x0e9a2c8dc8123f6438306eb0e57ab0c76bb1a780fae147c2d27c6ca15b5b88c1	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	1	0
\\x18b2a475364e0129a270ac87756d42c42bf1adad84a98eb76fe614227aa60353	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	1	0
\\x34dffd8eaa0061c76866e3dce69fe186730c48bb3c20e901a3e13ca7211478e2	7a304786f4ef0144	1	89fb4f81	\N	0	\N	\N	1	0
\\x5798e218c3fe904bd174e595b18f11953c19f05c7586b9c6e24a56f217fbcc9f	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	1	0
\\x66744d2ec0fcfe32f76d7a031657aa9eafe2da8b00a8cf345635226587ad9db2	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	1	0
\\x71f4b2ddac6de0c1d319c6bd54cd8cc7fb7ad9410ad91206a01f7a389ebaa40b	7a304786f4ef0144	1	89fb4f81	\N	0	\N	\N	1	0
\\x7887ecb7f796a0ce43f5611e4862c9c91644b6006de9672cbc5dd90531f70de4	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	1	0
\\x9706863e494928029557ed8f816158f0b835e9722c1905770cdf04ba469fe765	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	1	0
\\xf6b009ce89dfabc25922d03e71b39965dc6a1a974a9c2c98eb80936a6ea58cee	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	1	0
\\x844b98c4114d002509b916666eb2f9da607d64447a42dde5d5ca358993de60c0	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\xde5435774b156041704d48f21502dfdadfe892e60392ae5cf1519e5b55e55f96	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\xe866a6244e65ad67c6b1b3ba369732b22952480b8d6719b3e9cf59173805c961	71f5eb1a9f21d607	0	18799288	\N	0	\N	\N	0	0
\\x1c0c806f18a533c0aecccfc5da1258e5175f99231bc427eed060918b42981276	71f5eb1a9f21d607	1	b6b5f4a8	\N	0	\N	\N	0	0
\\xf01bea0fd974f2ff6a2b3d9224416ce8c5efc7a60b08379ac416cffc3e3ee51c	71f5eb1a9f21d607	1	b6b5f4a8	\N	0	\N	\N	0	0
\\x11d0a9663227edff36ec71b52fb71d3f04b1897cbbebed9cb1f0d103368bc017	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\x15f5e1d07c9cfeb99229f90c2571c0244cdc8f6db603a2e302adaef6a14076e0	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\xaa83eb5b0d20e2ee94326700c2f756b488d34f814dfd3db497f8cbc45fac1bea	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	0	1
\\xca19c88d00e6147c2b69aea3242414daf51582df5ac0ccf897ad60dc9498aaaa	7a304786f4ef0144	0	5871fbbb	\N	0	\N	\N	0	1
\\x6114511113b534b98a1fd01e47701e0852f391916be3db9ae46acd5ca784688a	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\x64307120ff6a611f0264feedd66f0693de9ae0825f66a2229baaee317ab70dde	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\x1c247a83d1daf081950a9fafa9db096697b157b58c0d7dd4fb5c9066067b812b	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	0	1
\\x3543e47d00aac51981ad3a48b6b83c96886d3c8c9bbf17f9d711ed257300df1c	6ae5625f838eeac0	0	56d69c82	s3	0	\N	\N	0	0
\\x679ad3462e10359954a1bda976ebea239b8f67be8fe86a17c70a97cfba71f1a8	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\x7110648cf4ab336f8d18438912a0eab14efdeac84f6b57dcade9bf9fddbb083b	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\x7483e252d398b10eecdb92a6c91e8eaeab2c62e5de30020e09a09fdec25089bc	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\xa2443a58bebad63956efdabd3c32a7f85d61f67559a4c84097cd22a710047fca	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\xc69e95307d386fdfc1449119e8c58c133b04bf53eb61e8534923da0aca94d273	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\xea7309da1e923122a25291245d4dba601a6f514022e846a7f71db61ebeebf08c	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\x77c546b734668476ec86bfb7912799514fce0a35f46ec93227a50881fa3a09b4	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\x8e835040dd22c4e125827620e0bd1a334b99cc3759b0b984d3a8421b10bbacab	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\xa7d0355bb85227178396ee92f6dd31ee73f79faf26baad36c6865b0b38c3fe0b	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	1
\\xc94247466f6cd0689364c68490e2761500b8fded595cf65d78025641a1689f78	6ae5625f838eeac0	0	954b0ce1	\N	1	\N	\N	0	0
\\x7af6673c6e24c5d388d887c4725b363440f0ee23f4d052f55b2598659c758af7	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	1	0
\\xe450e1ed632d7ae41a08248ed8072cd5ee1f26fd4dc3dfb2e961c6295871a6c9	6ae5625f838eeac0	0	c60a90f5	\N	0	\N	\N	0	1
\.


--
-- Data for Name: vote; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.vote (meeting, round, subject, voters, marks, times) FROM stdin;
a9d7963494992a37	8c8345d19d0bbe4c	0	0	\\x9106	2
a9d7963494992a37	8c8345d19d0bbe4c	0	0	\\x9107	2
a9d7963494992a37	8c8345d19d0bbe4c	0	0	\\x9108	1
a9d7963494992a37	8c8345d19d0bbe4c	0	0	\\x9109	2
a9d7963494992a37	8c8345d19d0bbe4c	0	1	\\x9106	1
a9d7963494992a37	8c8345d19d0bbe4c	0	1	\\x9107	5
a9d7963494992a37	8c8345d19d0bbe4c	0	1	\\x9109	1
a9d7963494992a37	8c8345d19d0bbe4c	0	1	\\x910a	1
a9d7963494992a37	7c1439a43596b829	0	-1	\\xc0	1
a9d7963494992a37	7c1439a43596b829	0	0	\\x9106	1
a9d7963494992a37	7c1439a43596b829	0	0	\\x9108	3
a9d7963494992a37	7c1439a43596b829	0	0	\\x9109	2
a9d7963494992a37	7c1439a43596b829	0	0	\\x910a	1
a9d7963494992a37	7c1439a43596b829	0	1	\\x9106	1
a9d7963494992a37	7c1439a43596b829	0	1	\\x9107	1
a9d7963494992a37	7c1439a43596b829	0	1	\\x9108	1
a9d7963494992a37	7c1439a43596b829	0	1	\\x9109	4
a9d7963494992a37	7c1439a43596b829	0	1	\\x910a	1
a9d7963494992a37	7c1439a43596b829	1	0	\\x9106	3
a9d7963494992a37	7c1439a43596b829	1	0	\\x9107	1
a9d7963494992a37	7c1439a43596b829	1	0	\\x9108	1
a9d7963494992a37	7c1439a43596b829	1	0	\\x9109	1
a9d7963494992a37	7c1439a43596b829	1	0	\\x910a	1
a9d7963494992a37	7c1439a43596b829	1	1	\\x9106	1
a9d7963494992a37	7c1439a43596b829	1	1	\\x9107	3
a9d7963494992a37	7c1439a43596b829	1	1	\\x9108	1
a9d7963494992a37	7c1439a43596b829	1	1	\\x9109	3
a9d7963494992a37	7c1439a43596b829	1	1	\\x910a	1
a9d7963494992a37	e5e7be0367da33c2	0	1	\\x9107	2
a9d7963494992a37	e5e7be0367da33c2	0	1	\\x9108	4
a9d7963494992a37	e5e7be0367da33c2	0	1	\\x910a	3
a9d7963494992a37	e5e7be0367da33c2	1	1	\\x9106	1
a9d7963494992a37	e5e7be0367da33c2	1	1	\\x9107	1
a9d7963494992a37	e5e7be0367da33c2	1	1	\\x9108	1
a9d7963494992a37	e5e7be0367da33c2	1	1	\\x9109	1
a9d7963494992a37	e5e7be0367da33c2	1	1	\\x910a	4
a9d7963494992a37	e5e7be0367da33c2	1	1	\\xc0	1
a9d7963494992a37	e5e7be0367da33c2	2	1	\\x9106	1
a9d7963494992a37	e5e7be0367da33c2	2	1	\\x9107	2
a9d7963494992a37	e5e7be0367da33c2	2	1	\\x9108	1
a9d7963494992a37	e5e7be0367da33c2	2	1	\\x9109	2
a9d7963494992a37	e5e7be0367da33c2	2	1	\\x910a	3
7ae1b1dadd65019d	941104d3f654aad0	0	0	\\x9106	3
7ae1b1dadd65019d	941104d3f654aad0	0	0	\\x9107	2
7ae1b1dadd65019d	941104d3f654aad0	0	0	\\x9108	1
7ae1b1dadd65019d	941104d3f654aad0	1	0	\\x9107	3
7ae1b1dadd65019d	941104d3f654aad0	1	0	\\x9108	1
7ae1b1dadd65019d	941104d3f654aad0	1	0	\\x9109	1
7ae1b1dadd65019d	941104d3f654aad0	1	0	\\x910a	1
71f5eb1a9f21d607	29ff2c222c2b0637	0	0	\\x9100	5
71f5eb1a9f21d607	29ff2c222c2b0637	0	0	\\x9101	1
71f5eb1a9f21d607	29ff2c222c2b0637	0	0	\\x91c0	1
71f5eb1a9f21d607	29ff2c222c2b0637	0	0	\\xa7696e76616c6964	1
71f5eb1a9f21d607	29ff2c222c2b0637	1	0	\\x9100	4
71f5eb1a9f21d607	29ff2c222c2b0637	1	0	\\x9101	2
71f5eb1a9f21d607	29ff2c222c2b0637	1	0	\\x91c0	2
71f5eb1a9f21d607	29ff2c222c2b0637	2	0	\\x9100	1
71f5eb1a9f21d607	29ff2c222c2b0637	2	0	\\x9101	5
71f5eb1a9f21d607	29ff2c222c2b0637	2	0	\\x91c0	2
71f5eb1a9f21d607	6ccb194b5c8836b6	0	-1	\\x921000	6
71f5eb1a9f21d607	6ccb194b5c8836b6	0	-1	\\x921100	5
71f5eb1a9f21d607	6ccb194b5c8836b6	1	-1	\\x920f00	5
71f5eb1a9f21d607	6ccb194b5c8836b6	1	-1	\\x921001	6
71f5eb1a9f21d607	6ccb194b5c8836b6	2	-1	\\x920d01	5
71f5eb1a9f21d607	6ccb194b5c8836b6	2	-1	\\x921400	6
7a304786f4ef0144	80c7e0a23dae019c	0	-1	\\x91c0	2
7a304786f4ef0144	80c7e0a23dae019c	0	0	\\x9100	7
6ae5625f838eeac0	a7287bc7933cb31d	0	0	\\x9106	2
6ae5625f838eeac0	a7287bc7933cb31d	0	0	\\x9107	1
6ae5625f838eeac0	a7287bc7933cb31d	0	0	\\x9108	6
\.


--
-- Data for Name: write_in; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.write_in (meeting, round, names) FROM stdin;
71f5eb1a9f21d607	29ff2c222c2b0637	["王五"]
71f5eb1a9f21d607	29ff2c222c2b0637	["王伍"]
71f5eb1a9f21d607	29ff2c222c2b0637	["王五"]
71f5eb1a9f21d607	29ff2c222c2b0637	["王五","赵·六"]
71f5eb1a9f21d607	29ff2c222c2b0637	["王五"]
\.


--
-- Data for Name: written; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.written (meeting, round, subject, key, text) FROM stdin;
a9d7963494992a37	8c8345d19d0bbe4c	0	problems	深入一线不够
a9d7963494992a37	7c1439a43596b829	0	problems	制度落实有差距
a9d7963494992a37	e5e7be0367da33c2	0	problems	走访群众少
7ae1b1dadd65019d	941104d3f654aad0	0	problems	试投
6ae5625f838eeac0	a7287bc7933cb31d	0	problems	调研不够深入
\.


--
-- Name: admin_key admin_key_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admin_key
    ADD CONSTRAINT admin_key_digest_key UNIQUE (digest);


--
-- Name: admin_key admin_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admin_key
    ADD CONSTRAINT admin_key_pkey PRIMARY KEY (id);


--
-- Name: box_ballot box_ballot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_ballot
    ADD CONSTRAINT box_ballot_pkey PRIMARY KEY (meeting, round, bid);


--
-- Name: box_key box_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_key
    ADD CONSTRAINT box_key_pkey PRIMARY KEY (meeting, round);


--
-- Name: box_released box_released_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_released
    ADD CONSTRAINT box_released_pkey PRIMARY KEY (meeting, round, name);


--
-- Name: box_spent box_spent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_spent
    ADD CONSTRAINT box_spent_pkey PRIMARY KEY (meeting, round, tag);


--
-- Name: box_turnout box_turnout_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_turnout
    ADD CONSTRAINT box_turnout_pkey PRIMARY KEY (meeting, round, node);


--
-- Name: checksum checksum_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checksum
    ADD CONSTRAINT checksum_pkey PRIMARY KEY (meeting);


--
-- Name: code code_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (digest);


--
-- Name: countdown countdown_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.countdown
    ADD CONSTRAINT countdown_pkey PRIMARY KEY (meeting, round);


--
-- Name: instance_log instance_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instance_log
    ADD CONSTRAINT instance_log_pkey PRIMARY KEY (number);


--
-- Name: instance instance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (one);


--
-- Name: key key_meeting_role_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_meeting_role_key UNIQUE (meeting, role);


--
-- Name: key key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_pkey PRIMARY KEY (digest);


--
-- Name: log log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log
    ADD CONSTRAINT log_pkey PRIMARY KEY (meeting, number);


--
-- Name: meeting meeting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (id);


--
-- Name: migrated migrated_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrated
    ADD CONSTRAINT migrated_pkey PRIMARY KEY (number);


--
-- Name: pooled pooled_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pooled
    ADD CONSTRAINT pooled_pkey PRIMARY KEY (meeting, round, subject);


--
-- Name: presence presence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_pkey PRIMARY KEY (meeting, node);


--
-- Name: retry retry_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retry
    ADD CONSTRAINT retry_pkey1 PRIMARY KEY (meeting, round, digest);


--
-- Name: revision revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (meeting);


--
-- Name: round round_meeting_number_key1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_meeting_number_key1 UNIQUE (meeting, number);


--
-- Name: round round_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey1 PRIMARY KEY (meeting, id);


--
-- Name: signing_key signing_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (one);


--
-- Name: spent spent_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spent
    ADD CONSTRAINT spent_pkey1 PRIMARY KEY (meeting, round, tag);


--
-- Name: standing standing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (meeting, subject);


--
-- Name: subject_text subject_text_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subject_text
    ADD CONSTRAINT subject_text_pkey PRIMARY KEY (meeting, subject, kind);


--
-- Name: token token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (digest);


--
-- Name: vote vote_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_pkey1 PRIMARY KEY (meeting, round, subject, voters, marks);


--
-- Name: box_ballot_since; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX box_ballot_since ON public.box_ballot USING btree (meeting, round, since);


--
-- Name: meeting_number; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX meeting_number ON public.meeting USING btree (number);


--
-- Name: meeting_of_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX meeting_of_owner ON public.meeting USING btree (owner);


--
-- Name: one_key_of_a_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_key_of_a_name ON public.admin_key USING btree (folded) WHERE (revoked IS NULL);


--
-- Name: one_running_round; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_running_round ON public.round USING btree (meeting) WHERE (state = ANY (ARRAY['open'::text, 'paper'::text, 'closing'::text]));


--
-- Name: token_of_meeting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX token_of_meeting ON public.token USING btree (meeting, voters, batch, void);


--
-- Name: write_in_of_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX write_in_of_round ON public.write_in USING btree (meeting, round);


--
-- Name: written_of_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX written_of_round ON public.written USING btree (meeting, round);


--
-- PostgreSQL database dump complete
--


