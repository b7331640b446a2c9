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
    rotating integer DEFAULT 0 NOT NULL
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
    minute integer
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
-- Data for Name: box_ballot; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_ballot (meeting, round, bid, sealed, since) FROM stdin;
55186e7bdec18e21	dd983a9704b2ab70	\\x7eb8aa524d3159cbd2e43bbc7fb7fae5	\\x778177c4ebd068ee025c041e73424e626d3c5556d844bd12e1f0cc006f96bca63fa33a2b962815a19cc7d027bcabfa1de35af1ef35fe41cbe2cbb561d52a3657c803519b5173ff2258c65df47cc39161c975de9fb9459e4361f9a2eb9fe707c5241e3628ddd1f4e8eca4bd8b2a3615c3c93a86d34434e067893c1c1e8506997327f29102273197c9da7f81daef31cfc804e18d72ad44c5709e068f467640ceac58b31eaa68b9127d1a099acd5dee538dbca1d3013d0e5b7a5c9db1f8e43f338be153e362809a98407a7204e5e785089785a287860ea25e6e07555c6cff378dac422c8e3a66aa5192056412ba2553baed13baa5b7bf694a85b9301ddfd37434e2	951
55186e7bdec18e21	dd983a9704b2ab70	\\x8caf422b21401904e864d358d0b969e4	\\x0c919c476cf7e3d2083dbf25ec072c4cd21f612e4b8dde3db060e1d8d03dcc62a128ff8f1b3462a129e16a39799160f957beecd0098c8d482db7dea198ce38981ea7cd871c5c2db2029cbc4ad24ebe5e7e6b3d73d53370baadf008b4313549c643fef0b6f2b5a5775c770c45519c38be84c90a0699209c4e0c070a5eac3a68c09204ff2166312f7bbd77429637f4a8bd2add95622c3fd923cde7aa99a0c01b2507580eb75750052389d542aaa8ec8b83d9f2b8d96906a913cdf30dc98f4152ddc4dc7ae06f366ffa8143f7b2f4de88aed7693c9f0f22d3d423016954e79e13e079e545510ec90dbb5f6f9e79c1c4d38ad893968060165c8e6ffaff23b0255ffb	952
55186e7bdec18e21	dd983a9704b2ab70	\\x170ce356f579012f9f97f337a453d54f	\\xfa375189043c82d9938e2a5ee0fd8b1ca39954daa2982c4ac52f44bd1e2f1edb96371e76c8afa5dbc22703c443077566d7059da0506a0ac2fe12480fc289f7b7cdbe08a31d2c3e2b096f8479dc4f86cd4622d583886fae826a169116a0b772d0198bb0275210ccc86ea7726b24361a77f55fc1f8670b76157c0b2d6451509c66d1b8b84cce24467fad8f0b4626e34af073c755e70cdbc7ce8591ce0a8af62b25791da18f788a07a837f9fc112923b0ec5fe8230337b196d88c23134d93208641335f58e3475e043dcb1ed57c2a8f02adbd4acc197cb115301250742a76fbb635135480fb7afc64bc5c1c1a05698a71ba8e2cda5efc3c012926122924c7b5932e	953
55186e7bdec18e21	dd983a9704b2ab70	\\x2fbb7d29b7a1dbe93a657a9e9f7682e5	\\x3d11a39b2c36d78568c73abdc29a25138e4fdbf914c44915c8682dfc9399e31ed6cf388ac577a083a50506d2d0805064180c711a331e16bae9957fc8aca0071224c6d684f79b5fd708727cf14ed9101987239e23b248dabe5fc3cbca5834335f33bf505a2ab8913737dd2d9e6d637b568ee6ad52d10771cdbe1a67dac0a748cdd696d0f44cd24dbeb58f78235a85749bac4c08c16780c3831020cabedccab097634095eb6efd835a9124d2c8853f4ab11fe8d0f89765cc54ab3a77de5d8155c45b026bebb4d87953e538576fd9074dc4bba31d375a308b2e410ef24a511df248e5ad20e3954aaaba870f94a6e4438a197e69f149c433ff8a413e1120e5e19742	954
55186e7bdec18e21	dd983a9704b2ab70	\\xddad506ef3dd7ccbc7459460b2127dd8	\\xeb4943f91f89e55a8814cb451c4ddacbb6a4e939ad2baeaac5626550d2630f2da0ac73848f77cf98f358883a8342cd0df6df5390200209bdd6465d24c01859661cd9d22dd3166d73fe10c529fbce3da4ab88de393c2e70e7b516f32523847fcbe3b1eeda34e58f72e3783c5b873c6f1cab37f48546782670af602d9f071114a65e4d4e6146b3a5a8c68937f37bf62f5164c0e0c40e49511b13d783fa34d9935e861406902cc2c4fbbe0ed93d67b4b17d1a455ab58aef16ff6bab2860171c5ddf8bee80961e451bc0a0535a2a7693e305f9cc4a0f5267559d8f5de8c4d51e7c55ca64e28194e1ddcc4226a74f3de51782deea7094e5751721ededf88fb3b76ba2	955
55186e7bdec18e21	dd983a9704b2ab70	\\x6f63450cd605ecddd9ab267a94e22f0d	\\xf84123835bdfe387c91474c8070211c070652df9bccd7250714beca3e164530b2dedab752901a6d027ea0a85b66c6ec460bb17062c457443f8a3ee6a905e883e0dc3738c35e62b162b7ddeef207221c4be49582025212cff81140c0b305e4a7d2fd23d29443093651599e53ae3e0cecd75a857ad5925dac8eae4d2d5f16edc940402a26d1e2e26ab06470f64f1292abf037781727a6491cebd4aab99ffa4d92a03dd3b55a4a6eb32c0a8edc6b384c1194b495e3024afaa0d6a089effba7b49cf8d12cb9f7b24f581610b7f70609509b7a59225a65810b1892e7188649411e38d1f92d9bdc2fe28d635a8236d9214820b9172938a8cdec1c786e590f08b2db23b	956
55186e7bdec18e21	dd983a9704b2ab70	\\xf9efdcf02a533422d1f7d1f4b11b8123	\\x30d97b8f28e1a3db49313d514e66c38b9ac3033bb8c9bcd66a09f6aab7140eb4f7141dc30146404629dede56feef7879a699971af5ff43c242a8ca0f734e9117b82ee3234f85fed2535e51004d9d485b491a741c14a8e45c2c69a5a88a0298ce7aab2104428bffb6e5cfeec923760d925735e2f1fb382368b11f2c31421d12d4c1240d512f5f5e9fb688a6f96f26abfbbf16a095b0fff1e2ff1e7354378110f9ba2ee844b58a3054c1ff855e5a6ad8006d77b12bec2fc35c28c8d75a8145794bc2b7aefa094106b2957a8e92d361c25617f82cc46ba899075226f2d32999ba507c6548153ae44224494c302f47452c3448682f02ad7ddb6127b85baf25757186	957
55186e7bdec18e21	dd983a9704b2ab70	\\xef6375a00f0229fdd1ac627b48066692	\\x9d9b0a195c0d8885d6deb7de37e056b565fa9b687c90964e5bdf67690b27c8b304bc9be813294901ae95cdd6c7155af01f0b266e9db56db7e9f0301db1cadef63f03bb636de59f6612f5056a17d903e736395b96bcf45baa01816e7416315b0d9125b23a66517ccde39760b74d44e62ea79b8594486be467d659dc9a9d6d28027d43afe943b894bf6db03938ebbfc0b90f5df23548ad4def7bd1828488b7a86dbc213486eaef638b12ad94df4560e21ce85336bb1c261cbf0ed9885a251b931d46f341ddb7b7b215c87445b44024f0ee394513872fc9abc3039bd541b088eeb1ec591a7a809190b69cb990b8151b9a4eddc860fb3e69718e491bf48b0d6ffce9	958
55186e7bdec18e21	dd983a9704b2ab70	\\xfe18f5ebae4073893d1c6fdc73b7022a	\\xdb75c346bf15ac3147bfeafbd9f616cca7a4989739a0ad248c353557badcda329faf01df8d676a324f52cb4ab35e12fee8083bfc52601dd64af7611fbaecdf41e88dfe0f38415df487ee49f9b251f188f7211a10f8a628c64ad1eb7aa901856078156b9d0dce1283c3c7ea21d6c25b38b304a8ea42876cb63967928ab6306ac28e86b3b615331070680aec429db596f5c3a204602dae5bbce11fda83b3c6db82e92ab8896d622ef932c7be91f35430c38e90cac178f8f8c1d07d552bc2ca38753b387f97e757560ae4b7f29b42b89a4b36bfaf52715136b2ada02d709e24c78e76157e87550608980a1bd9fad2e2b9e9e80463d194f7c26c07a69741487fad3b	960
b1d18d3733382cda	4fbe0bcf98dc9724	\\x0fda0f51f42fb6c8b66977295db59802	\\x89ad482e02f4697dea3ba89900cb076c10186e3fce208b733cedf88694bd7d72c945cfbfa0a9d83c206568b3182bc038287d24770b7da359d93487048a73c43d4e1df15402030560891a4b2f6c7a48dc87c2b44d4bdb1502133bd458195d3aa757719ae89344a91f2911a28d0ba0e1fd56d9256bff874c226c9ebae70b20944546f6a47e2a9b27ce00e3c72d6347231143d47c87aa740def38bb643cfb0f6941cb893870f7b4d6a7ba54050e95faf9ac87f3dc94dd77ccc508876bb28cef21d8660b775c4c3e96a304b733f3c498b97a77d11fb9d62d85546f944affbf484c354fca0d07323abc02441a4a355908518109fece221212feca0cc8d380bcbcc361	998
b1d18d3733382cda	4fbe0bcf98dc9724	\\x7c0bdc819f936144f6e9f3fcb376bdd9	\\xe7bd5cd1caa3f8a7688f8ab1c7892c30883a097409e5bcdc0e966fee93a02c2ae0ba1e71160115146bbb1b09b56e6b8621fc8cec10a487c2a9802872023f30736aa03f104ecd57d7596c3a272e54ca93f0e5077f2cb026eddf781d9eff9b2effac6ca26fd9483935eb1d5f9ea05d85efbaff320d22e37ea2b502fb1e8cfd0fc6f048db1e5d4cc245465f7d989d384eb19c6fd3efaadb21a3142e9479613c63ea368361eee5a5e4c9d5a54249860adfcdc49b4f027dbbc38bf0d9cbe2e4e459fadc59f6d218843d5919167755a83a9700c351c530b1acbf075729b905d891238136a845d45a35cd4caf40dbd7b15ee3360446a3033f31028f166a81f5ea506418	999
b1d18d3733382cda	4fbe0bcf98dc9724	\\x69c981061a87f9c8287a5be85f9d045a	\\xb7364dbfd1d51f5f6f72c19cc6ee1495b4f23e296f67519e6f6336ec273eb39e79ce0ca09f4ec808b64790eec0910ed4f2e2ad4bc57b689ea92b93ed1e8bcb5a124488edbd667df86a53c4b4fb70e7dd7c29f545d644abae226bd6fe3b310fc7388904b4b3b61bf7824213b25027773a10de097718c148c46d304834ecabdbf26d616934c61062594cb1ff2f71b2c3a98f80ed98b4b24b1d9ecb9f081195691caf63638e579224a0a7c4e9afe8d2c59be955815e7ef689d0a3b425b787c2d790e4dda95c6b0fe6a7afbcb5f46b5bb3f641d7285294ff7beb40b5e5e16c8176111d4d623e7fc574f65317772aa3b42138e4263727666ed385e462c8f664877995	1000
b1d18d3733382cda	4fbe0bcf98dc9724	\\x772eefe288f1c605f6550f3e3c6d4ff7	\\xd930c6be5fdeddd3414d640a1002a0012ad91ed7bd5c874c612724f5ad6011add4ce31088542939452c0086ea6156d6def59a4797a828d361dc94ace6ce844fbe8e221e39e48465565bf907b37f795038bd8a2a515de6d6bd8ff8fc37fa5addbc567abd48440673d235bbca65570a2356eb7cfc73ceaa38623651d5c028c237c2f24163031a25e2585e86d01e41d774bf72c2ee22bb4fdd62c4e8cad53aee90425adea541a8aa95e70cd9c87cc626695f7c8279137a66af63e388fa27ffaa5745f579d09d9c09308421c6ed004933f6c6ec24336232096b033a32d004bd7fd10756a59a0193f52824824084c700c0e082bbbf0603f1732d0ed6f6d9e35c475f8	1001
b1d18d3733382cda	4fbe0bcf98dc9724	\\xef4d5f3106fa485e3f895dc92a01c1df	\\x037ee05cd49be81b8ebac808a8c464998c501ccd06d189745e5899d803c0b3b7f6cb26b385d182a5ae72935d92ceedc536c286aa30585224ecf6829fa0b6c74f8efd6efb08ef63971fd99a5ac277bb71e68bfa1540f80269666c6305d421743ab299feec0ff8c478eb27e9de9f11d627e46c991f54b6ab4992a46ce0767983f67d9bca54aaec6685cecbdb1f3ac61eaf9de65ea46e87721c7fac148dd502b1e363b39d9298a96ec0ad0df55aacad0134c17f9aa430060e2258f440c536c316a356abce62737bcd1af1b0dfc012649f837652766b397ea40b237d2281243d03eeaa4f68f9b3f9b38acc091539f824226bd1474b71287ffd89ee9677c3347cbd03	1002
b1d18d3733382cda	4fbe0bcf98dc9724	\\x1c83d5068dd6689c6b88233968a75af4	\\x6aeb86c10cd7b2b8bc24838890ce20629202b567876a4112fb767609e5d6fbac2d0cb5e1fe4e2024d79529f68b2a57bdc0b3c0cb490b90ecbb7e02684d6a674bf0b687f696e8f32c3aaf62e8d8b978012eb41ef9d09cef3afd29fe0ac2db2384f307e2780cabfb15186fb2747213fdb446dda28a121dce31fa71e69df55627005ee7db3a6d11fcc5187fcf968f8776457f6ba3bb6c9daa1c9c08d57d1634fa1519e45cbe71925cff1f02244edd041d08299eb951d4b65485e4b8c0fc935be3adf441966f1ea363d7a002a2e6112ea2e35cd8cf21789b1ae6fbbb783b31adb101b2f354c767a8fd78b096de099268bb159dc8d4e8edefbf8b1afa792efc532673	1004
b1d18d3733382cda	4fbe0bcf98dc9724	\\x8d7b4bc5615dab50ecb238f11ee94496	\\xdd9480e1e3efcde2ba92197ba61a2a94ae84f27d40aaed87e733ae25b457e9d8e1b0a3db94cebc732c6f84d79f3121297016976740fecdd7c341586f5d730797a86c29c9af2ea515977e310c53d30165f5277369ec2c868a713f7976ed79100a06ad131df257c688256853cf1166913defaa56ca0fdb62900d359f079cd73de5904958ead0dcdf93591340709c1713a058ab4ac9a840994c88691019044e8c376ac5cb891d47b93015ad53982019d258e74cea9da9e34dddc66e6997db3e7f06d87bcd7d7b8903b73beac5920bc5a5d77b1bc895bb900ea5d0a115702a9a4bc4132cb6f9539baa28340e508e91a06fab01714c0de3126dfa19e1f26cd7d1bab9	1005
b1d18d3733382cda	4fbe0bcf98dc9724	\\x1f3bf751235d55a1e7960d4e991db8e7	\\xb82da2f75ab1ee45959090d513378d7cd026850ae2ebdcc6df5ad9fbb643c9b07461fdb63e6b27f27889f02eb6c5acf9c5c3b018cce43923033605324126c9310c64d76788c90ec67af73b9f6f22f4ea9a0acc3a909856322f11529376d7a4214b591ec05137bb06678645581f088af9073a5e818097c6badbf882e3464592e12e779df8b8d542eba74b29b466a540d59bf00d085ee14225d73cfa5602d1f82a33e3ead6f6395257d03ed379f0431a633c0c0af1fbc1491254227d398a2f9fff4c393bfbbf7343c752e60360c420e484fe16fe0bef763cd83b6c8a1bd7369384bf3690dece2f5b8cfbc15b03b2d1105d291a31c7bc7bed33b99895f155d06f37	1006
b1d18d3733382cda	4fbe0bcf98dc9724	\\xdfb9cd41dc97dfcbd91cf27fd8e0922a	\\x75390fa21b4c20fd623eb8833d47dc8e4bfa546ff61af0d78afe3997c54f7d384a94b0ab060a82f73adc25d7a7cbd40ce63037d4b0464088ac8eac3c3675a4bc2ff0921211cbe97736da52629ab0809829253af4bdc753567b62c1596513cc7b3f2e33bd3b53c8d6d351201c3bd53e089f2ca098ca0ebaf2abf7d1391df83b1c1b7594b9c1701736a15927b45b17f7786f37359ed076541a10fec5449152f7c7b330d1d335eb764c59b0b3e03ad955b5dedc55a7cab2988a57cca4c5b2afc36b428bc8089634e0f2f1a4f33013468440eb5538c33f9f872f48e34615e5bd900b3fb3b2295d88f94a296f40c243d649971efdf5fb8d6d7a1aaeba9d00ffa716a4	1009
b1d18d3733382cda	4fbe0bcf98dc9724	\\x7d70ec062997c9e5e9fc549bea8ce423	\\x0d724f60bedd23f39044d05ba269bb5ad53244587c2ea6a91bc4a6022be9baa7f0270a678d1226ad5be5a60c212f6280d66041f2aef7503d07d785455056dc20be00d3dec8e923c21623ca6814faa4624411e571b894a2566b04bc5efe81f0197619eed82805029881b4f91cc0b83907e553c80160ca6bccd664d1368a1b6ae492851b5d16204f1cc4c678761ae8575d09ba7440d0436292cfcefc51c5a6f21761ea5d5c339d23a71c354b9bc0485905039a9f744e1b33503fc7565fbdff8adaacae3a64c7c5c58c4d2626a6a1fc04d1a4abc8507fab76e4ad7bf3f2f916916da68e20b3b5b23dcd50ac4fc73ac48013ae4e44351aa0d14e222b02f1502696a4	1012
b1d18d3733382cda	4fbe0bcf98dc9724	\\xf43f47c25385a2d97e74f04664344fc5	\\x3d58afeb493a776d7dcd563c857366fdff10373cfc728592f80ca97c12265e89216e4e7c833bc5ee29adea21c498de8da4be8644b156e52f6f803de92261c0514e8882f850708abfc3d25e1563af8c69c5237645ff114c65cb25aa70037cab868499db7bac6f77fbf0902197180e2ca7d7e849f030676273df2b93ee75f2bdccf247dc65812f330714381cdb127347677d7fc6b26d05b268521fa70331152b48f0fc0bdccdc38003a9e90a775fc3d1004e6cd68d95f6f021cb7e51469fb8d591b1d71275510dc3be70a3f7425da516bee51727e90049281a5006c351415a2e4abf0c48231f50598351efdd558ecbadfc120117e72b8037157c044ef87dfb227e	1013
b1d18d3733382cda	4fbe0bcf98dc9724	\\xf4b3ee62c1537ad68badfb9b8bcb2861	\\x4adb22e7b1d23e0c22525566334f5395e62153d4e23485996ee2a0a29bf8ef76a3b7d30a8dcaf1787cf018d509b07360dbc60b76891290fcd456a9cf00ef3ee4fa9452039fb53b416a756d5c2d89611d89168b5061832b3f387f060ec1d58da2eb2d06455da6c447a16cc6e56035655c9443445c2591ec4788158e6cbb933ea2b056ec82c7719025098667439f554fbb1e1d7da57813198c2bea30ca43cad9459d3c592260f86290bc182602b1f97b1c2742342ee1230c4c948a0516fd8c11f2cc8f8c87648a8b18b177ac4aed0ef8c1306fc0d640c3e53596f4b051790cc5a3aa3ec3dafcc20ec59aa9491569c227f6b562c0454b7fff495bdce3f62e9cb1cd	1014
b1d18d3733382cda	4fbe0bcf98dc9724	\\x5d0015975a589af5143d413342e5178c	\\xb57d54af279841eacfa45f323915bf1aced6623fbb91e7d4102c45b2d1e65ca7f56ec660446e90650c9dfa726bb24ef2063819047fa0fe82729d4d2268ddfbcdffebd41e34b2c98fc9e3dc45db18f36df9a8ce11d69293e3bc8ddff7e2f7408575cc1182510551cf1cbc763aaa0c506d0a235cfa9435e6255b30b53801fb02d3787423930f02adbe619e718209b10d56536f50bf2f61c9531ac147bca4e9aab4e71d7c8a75b8ab292c2e6e83eac285ecf7e6373710dc812df78478f95c7db628a02e4010460905b52d77a63ff84f82f64722eb8b23b9b2a6d9dc04bb3629eda500db25dc0ab61d0705e1cfc1e9140c810dc2f2f162443430e110cda278417dc3	1017
b1d18d3733382cda	4fbe0bcf98dc9724	\\x04ad735be168b4346a1ac48d73e4796f	\\x54baa249643e7f88e69dbec8895486ae54ed20c54a2ab117414f8816c2bfa5e65fd8f25422e630ee5b74c2e7bec2336aac8b8b51a5d70af2b9ee30347e7c1e15725c69aa6f8b8c1989abf10dc29e1d640858e38dfbe65c4ac2f88af2193557015d30dc3e62fbf0a4e1a8ce8c9e7b126ebb12cafae34b347aee4f2cabe0adfb40a032108e3bbfd29d596877fe91b81f2286274642ee7572d6b89462ac4f830fcefbbc1666872f44a31bef3298597b6783de7f4023c1a62fd3d0e529a0d5bd7c301f7e922d35553a4b3efa80cf6fbe1b7ec8ffb772ebf6716635af868642607b9584323bd80336a5978bb9adb1feaf7136e4e926992f5667ed014ed4cafbc2e7d9	1018
b1d18d3733382cda	4fbe0bcf98dc9724	\\x9c347d4c3e41984274a26afcb2d7727d	\\xcde7c79edee8ad81ad0dbf4a9c736d6680a6c9153af8fc67ea180aeef25cbabf3088986f8f4d024437b809d4a56ff0f70aac0922bf381a1919c7008882f7a3807c5587ab787704ddbb0c65a08ffb276fa7edb8e9fe3462b9644f774bd9233fc3bbc1e3890eff2457937f573a64663642ffe963381ffe3c6c81c5fae84e3029a646fd56d16defcadc41d56c2b0dad26a531d68285d34549457746decfbbef2b470a559a4fc9e029cac4a94f4f3da41f0875674bd4855cb9c101be4039e3437a59226d12518919091b10f8d69469b6148284fb94eed67e9f56246388888ff6c184adec6cc77bba6095339111c9dcab28825a14d2b9e96db6d1021666261e925eb0	1020
b1d18d3733382cda	4fbe0bcf98dc9724	\\xc0171fa478947be7c37340f078bdb153	\\x130c0069058808d1c4e52f9c1c7286b396cc507a28676b57912c8ebbca4d193c4e2635c94a09506ca767fc55f17816da025714777c9e5aa62287f1be0db04ce222805982304825868ea8424b33c5dc5c4eba7b4537e6204703f74abbc2e32149da99616b324c531f6172438d0c5f604c67dfcd99a0b7a678b556b3b300f70a5b0e8a8bbfa7001840f4a1c662980561a8c7111bc52a546da4ef8acaa47e1b14e716c368af6dbc6fa268824259f4c994971c99ff95ed610203f824fbd45319067de3ea5bb4cfe506c58867f0c02997f5bab1441022ccad71ec1f24ecbc4c601e0c70e51fb83ab2da00f4e5566929f49149b74062b5d955c04437603caa6057dfdd	1021
\.


--
-- Data for Name: box_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_key (meeting, round, wrapped, made, format) FROM stdin;
55186e7bdec18e21	dd983a9704b2ab70	\\x4e8e33aedaed7244d6bf372659d8d57ff91d2ab59dc74460d3187ecaa5f8e90c04995d4bceb6c213ab62d74b966cdb7d627d2ae4471ff251eaeb28cc	2026-12-01 05:49:32.835613+00	4
b1d18d3733382cda	4fbe0bcf98dc9724	\\xba84e0a1e8b90fc6c1f5647a7e99817d64eb0eeed2993e4b9d46be0a4985fc63f379a96466cdd3124bf98c66c6eb51ea06f1749ec7c15385611d82af	2026-12-01 05:49:34.162994+00	4
\.


--
-- Data for Name: box_released; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_released (meeting, round, name, sealed, since) FROM stdin;
b1d18d3733382cda	4fbe0bcf98dc9724	\\xfca735b2ed1b597f334a81a69c8985f6	\\x4f3eda5fda8aa43d1921320d131e5c1a8fbbee7f1ac37cf5836d557645a2e37b604a9d7ac2509ad0f94920b372817700430ce411140013565c2e3e58d68d0790a4aad035355fafcc4ee8afa56e6305bdceac9402a3a286742c3d60d1e6f6d3a2b88ae2150a9eaa541a291835553f1b3acd5ed17ef0e795926d5f41499cc21e3732b1a26a2b081e05b5b8ae0c70459363ea2b51f600ab10eec1570d462ab4c745b12a3160c23ebbb64cdc07e81c6057c9debae2f6af9ed7a796ba8c6529daf93d882db9df1bbcd3075faa1deb9fd3a54ed1136c6af6446f050ae84d19d659c1a2a12bc52b407fabc7695a139ad752ac0fdc45fc2e5d7f937a4ec420e240402c37	1016
\.


--
-- Data for Name: box_spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_spent (meeting, round, tag, tries) FROM stdin;
55186e7bdec18e21	dd983a9704b2ab70	\\x5e22b3cec96bff94465e3bd327d36de39d344d7914de222013cc3d7b0a558d6966cc675497b277f6	0
55186e7bdec18e21	dd983a9704b2ab70	\\xa946fcf7cc4daa303c415700d99d6bd397a6098eea59c123a560de9a7cc4fcf2d0969a40e31cfeae	0
55186e7bdec18e21	dd983a9704b2ab70	\\xca85b12f845b942821cb384c7b6d9fc7980c73cf71c1e3290bee64d12ce4ea03c0f5bcf5e31b95e3	0
55186e7bdec18e21	dd983a9704b2ab70	\\xee88f9bea5ec1443f6f409fff94e62a9b2547139b9bd34bbaa7e561d98ed11188134a2b098ed01b5	0
55186e7bdec18e21	dd983a9704b2ab70	\\xc5bf193273d14881a6bc34d7b79fd6283a9f9d712936779ce32f68a39459603ef340db251e098b8d	0
55186e7bdec18e21	dd983a9704b2ab70	\\x39d613231d4412a4bfba10011919078a7186d4398cd6c2063e47b46f5cdc47fd62b5a7e0c3a8626e	0
55186e7bdec18e21	dd983a9704b2ab70	\\x3eb95fe87de05ac676de8cfce6e49c06a086496f6f71a04397937f2ac968ec8477b77d897e649cc9	0
55186e7bdec18e21	dd983a9704b2ab70	\\xaa87faba3345bcb3644cd336031a732a84c31431ea89b383d8998371e3f36ce3b211eb1a6decb5c8	0
55186e7bdec18e21	dd983a9704b2ab70	\\xb88126acc1a5d9ffc5265db3a86bdce1ece8a0d8aef6466b9b0ea5d24e354a4dba1d0954683feb3c	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\xbfdb5791adb57349246c3b8b0f2a6ab8c4ed9e01ca4004a7c9f5e3034522b473e557079eba476d46	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x1446fc423792cc3ab666aa3770b550da7afac74b23537d384e693ce85a0ac4811c8cd14d13184d3d	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x08bb20e1f026c25fa7b88cbcb5c77b01ab4a7a6907126b97b72fa39d0b8e232ef5f0124f6cb8228f	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\xe5e7882d96701e8aeb554d46a567dea17752a1435d947f5d93f250c6dd52bc0c87c5dee2611f97a0	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x46e5300c7c8cdc3aecbda59fe40a949905601686b8b3d6e217788d649aa4b47fd3734d217a46200a	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x896c6e2769b1243a659dfe6c1630a3d4bdfe6580975374774143e1126630b5a51da33017868996df	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x0e2c1754ab8ef4ac3cb7de2996a44d2dac4a7f4a75048a7888aa0a7e51ba7e57f9084bcac1e0a406	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x76fdece7382214455022abb84a41bda171427f02fe7521e878e43808e5cb24c97fa8706c77dcbe53	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x028dcd8fa80dd4d7d71051349afc143577aa2133f6d361e17e899c34ca87ab75a560e0ad0f3e260b	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x2d8142b34d8aae9e5abfb4dd023fcb847ce629bbf49d878bc49069eb3e232c69c33317ec6b83bc8c	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x829fbddfcc61ce048dfecd641a5faf272c848926328dbbcc4d31c9b0d7540e9adbb61c2b945e37d5	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\xaa3267debd30409637acfdb5b093373fc64fbdeae01a5bf03f4b86d5d9a373f6b9448d068d466870	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x9ce23bda5e5535529304d7976f1dda7046d70edd676db09131d576d9b08318101a4321ddeee561af	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\xdb44afad025dd4eba3e6a798fe7fcb7b43c7449c7a6a826ec9e39cea70a8aed4d28a4f9dfd2dc68f	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\x1a8a28aae91526ed1703509f0651cbf3d039c2fc2503d2d492d8d716b4a50ffb083e76878ca4cafa	0
b1d18d3733382cda	4fbe0bcf98dc9724	\\xd24a31247116beaa142d32aef8925a3d34d8953ed0b91a82470061d915729b3654bd249601ff89c3	1
\.


--
-- Data for Name: box_turnout; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_turnout (meeting, round, node, phone, paper, invalid) FROM stdin;
55186e7bdec18e21	dd983a9704b2ab70	53458866	7	2	\\x8c4c3428311ae742b423920123b7ffb234b506115874821475eb41044f32e23b7c3dbbe0f82b2063cb171e42bcac3da4de9e1d828aa51a6a1c43bcd8c238480423f407626addadde3da392b4491b3b63a0031155d5682c389b43d56477276a14d018721caa9bf682e33d71e069b892e276220fe943327e852b251f425f9e8845049d059e9e7534c65da977447ae6d2a1b19b9058d45fc241f0f502a1b38dee7e00e0fc3a0dad7a5772b96a94a2329bfa4b8e105af162c352934be008efe59f73f1c6d9df511e8ef301574a292501f7ba514887a23dd0ecc0a3632afc2ae154cd19f91d9e47738fa54f964ed12dd504097c939270bcca73461e34b0a09c47daa4
b1d18d3733382cda	4fbe0bcf98dc9724	53458866	14	2	\\x6685d3302c8659bf2a3a4644bc09e0be8e97976b8a01c9480c8402315c78d0140155caae965ffd07c938eeb8860d34a8f2ee5bfd39ecd7260d03dfb20c7ffd32ff717e00dd4546826112ad3e104e5f6883081c7f89a6e03ddc746ed25891b2a987e014e5db52dd2e40f74581905f3cac36c636eb4bd456fe0d5c6e263520e31022f2d9f49fe93fe56cdc029d2f450132d8e176465ca84483300a44931e7d92485cea66aeaafe01bcb6fb4da703b4e507ed9b8727054fcf30536ee27c32bbc6b715a7fb6ae1f1c633ab0cd6445da69366319290082090d770feb4e2a5ba4402f8ca09be6f009c241df6b6284ac71c6db740fe5fa2a6fb6ffa1f76626b6d9261f8
\.


--
-- Data for Name: checksum; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.checksum (meeting, cards, rounds, spent, chain) FROM stdin;
d526813ac9b9401a	2190368977564345695	783260224521524101	0	5e0d45e08c64b6829b62829d3d7c89b9389c5de283ed5f409c3bf547d3a1e136
872ecbc92c8fd53b	3295866037536449150	2949326211759241220	0	754cc946a9340a6bc06dffba57cd26c07b3fb4d00251ee87751f732fcbeac9f1
b1d18d3733382cda	3181399069701916618	2741478078531128338	3937509084396427455	90621e6b0929493fb98f5e0e66e47f396f2cfea004080133751f8a55b8c8c9d8
2194d2843a2d8c3e	1115010756806247368	2888983468264894975	3502350529580586809	242b64e0d2fdb981a4393f6142f17d8891951348b3d6abfaf0afed68721eb378
55186e7bdec18e21	3600155883767812887	3826600853032812670	1048818805075669215	56accc65ed1f03d076f75d1c97092a3b3304e245bd6df541c8f7c20ab7afd353
\.


--
-- Data for Name: code; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.code (digest, meeting, voters) FROM stdin;
\\x22936be43746a3b8ce2e67fd22058cf622735f1249069f93256855730c560b0c	2194d2843a2d8c3e	0
\.


--
-- Data for Name: countdown; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.countdown (meeting, round, id, ran) FROM stdin;
\.


--
-- Data for Name: key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.key (digest, meeting, role) FROM stdin;
\\xf0d8020b21e7127017ac1019033d060ce3656f3abdfc8e321fc622ab69747ff5	d526813ac9b9401a	chair
\\x899c97f31f8af56a753a6f7d297131743bafc01975e11e279ebdfbc425d2f187	d526813ac9b9401a	screen
\\x5eea3eb0439d7c7fc4298f2bd28bb954dfa3eefa7e25b8c2a2fdbb6d74f39119	d526813ac9b9401a	desk
\\x60466c4e81b818673dee5ee22a16b20775f17ffda6adf8e0ec3ded4260078a08	2194d2843a2d8c3e	chair
\\x8b105a4674df591f04b405308dd634a74a47ccbcbc1fd28ff7cd6526860a637e	2194d2843a2d8c3e	screen
\\x4cb666860d2d660a983273b137617f762db8b7b2094ec0aba20c830abebffb5d	2194d2843a2d8c3e	desk
\\x58661905db765e40a64263a4999beb59d2092a015414f24bc3866a097d3956f8	872ecbc92c8fd53b	chair
\\x644168bef2c6c49e3664b2d1b67f8832cb31428ca3cbdeb044f2011cfaca9f24	872ecbc92c8fd53b	screen
\\xc406e79291e7d6b0b48449af7f0fa873668907f15c6f3db5c8ab2786bf20a9f7	872ecbc92c8fd53b	desk
\\x39b876e15f6bc84ee4021ecde02e037790f2b8f8f941191b46e06a77c5413183	55186e7bdec18e21	chair
\\x3c14fa95ff91d7ffb825119398ae4c0821f355198cd681b37a59e74f1c1b405e	55186e7bdec18e21	screen
\\xe353961f6cc79222369aeff5a8f79acaf9a0a6c1effaeb75e60d998279cb504e	55186e7bdec18e21	desk
\\x3ee622367a8a53c9d5488d6a03c9e46bd24c246080a6d6b098851a1724d098c7	b1d18d3733382cda	chair
\\x1f1afea1415aae2b2d62e3af0b57c971eb7a3f18e14fcf6a55292502f4b3c7d7	b1d18d3733382cda	screen
\\x2105df878b8536ad0b8f2ce9596c7e7ec08cc837a6957d463f516f316886e66b	b1d18d3733382cda	desk
\.


--
-- Data for Name: log; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.log (meeting, number, at, role, act, detail, chain) FROM stdin;
d526813ac9b9401a	1	2026-12-01T13:49:23+08:00	admin	create	{"title":"2025年度述职评议会"}	6e1c4f1daf1d48456bfc918f8f2f53eb678dbbd9e11cf18b91649dce7d5c8217
d526813ac9b9401a	2	2026-12-01T13:49:23+08:00	desk	cards	{"batch":"a90b339d","count":7,"group":"街道班子成员","part":null,"recuse":null}	7a86678233c3f301969d536415b2c244f543ed06c6082222621afd17163876a2
d526813ac9b9401a	3	2026-12-01T13:49:23+08:00	desk	cards	{"batch":"69594d82","count":8,"group":"党员群众代表","part":null,"recuse":null}	1546ee700b0093646a44659275f4a42f73d42c43f40b2cca335b06e68134e3b5
d526813ac9b9401a	4	2026-12-01T13:49:23+08:00	desk	cards	{"batch":"ecbeced3","count":1,"group":"党员群众代表","part":null,"recuse":"s2"}	ffe97e59ab9af02828ac683acec1e545cde8e3a115b5f9dd47618d356cf00f41
d526813ac9b9401a	5	2026-12-01T13:49:23+08:00	desk	cards	{"batch":"37195e02","count":1,"group":"街道班子成员","part":null,"recuse":null}	5fd609939bd46aeec5b4ad84ec5277da07f4eaa47c1e1408432da53a53db75b8
d526813ac9b9401a	6	2026-12-01T13:49:23+08:00	desk	void-cards	{"batch":null,"count":1}	16531e45145e4c92f2d87e27d8163e7806454b40cd1ae53dea0facab9ce6e1e2
d526813ac9b9401a	7	2026-12-01T13:49:23+08:00	desk	phase	{"phase":"live"}	8c6336d59ce9d2af56f32039c69fa1be30f9a7c0fbeac9eca9b85a6eea0ff176
d526813ac9b9401a	8	2026-12-01T13:49:23+08:00	chair	open	{"part":"上述","round":"8fae6155bc7d971a","seconds":null,"subjects":["s1"],"transport":"http"}	a96795cbebb8ada30332a2955105457cff83d62cc90675fa9339cc0e94c9271c
d526813ac9b9401a	9	2026-12-01T13:49:24+08:00	chair	void	{"reason":"宣读有误，重新投票","round":"8fae6155bc7d971a","seen":0}	5d6b9c2a3c980477d62eb9b0c2d4aa8a595d9d7c8fb99cb57947d5a2a3f7ca00
d526813ac9b9401a	10	2026-12-01T13:49:24+08:00	chair	open	{"part":"上述","round":"14145f0bb605714e","seconds":3600,"subjects":["s1"],"transport":"http"}	fea847e197170477005bf4af2b7903a0d2abfeba56ed77047b699100b8d37fef
d526813ac9b9401a	11	2026-12-01T13:49:24+08:00	chair	extend	{"round":"14145f0bb605714e","seconds":60}	e8b2fcf7a84656a36583400228e804ce8700e252db9217e92e26ddddc09bce57
d526813ac9b9401a	12	2026-12-01T13:49:24+08:00	chair	hold	{"paper":2,"round":"14145f0bb605714e"}	5b697c1b73d08649345df413b4314d4d3775918bc4c6524770ee5566489c12dc
d526813ac9b9401a	13	2026-12-01T13:49:24+08:00	desk	close	{"round":"14145f0bb605714e"}	2ba706349d856a6b751626960b487cef210846b101ffe9040b5afea614a02ba9
d526813ac9b9401a	14	2026-12-01T13:49:24+08:00	server	counted	{"round":"14145f0bb605714e"}	f7d16ee83b3d4546ce39fdafb3866c4681f13fefe9ee42d8ebdd5a2730720d7c
d526813ac9b9401a	15	2026-12-01T13:49:24+08:00	chair	publish	{"rounds":["14145f0bb605714e"]}	c821c820266cf9a4f036429460f73e98c3d759808aac4cebb22c442934806b0d
d526813ac9b9401a	16	2026-12-01T13:49:24+08:00	chair	open	{"part":"上述","round":"4b847089fe200afa","seconds":null,"subjects":["s2","s3"],"transport":"http"}	b5850aa2c914bce72787bfb8f732a36f3ecbc88e26ccaec3d1ab8c7746dabbbc
d526813ac9b9401a	17	2026-12-01T13:49:25+08:00	chair	close	{"round":"4b847089fe200afa"}	267db951049d4c5065f5daa2f08cee3bb10576fe60654a157fd953a496552199
d526813ac9b9401a	18	2026-12-01T13:49:25+08:00	server	counted	{"round":"4b847089fe200afa"}	d4ffd8b570187917258e0d16067d77faba19ee6bca7ef191948dfb62a73706b9
d526813ac9b9401a	19	2026-12-01T13:49:25+08:00	chair	publish	{"rounds":["4b847089fe200afa"]}	a53a77e89b3dc288e2d50baccf29765cf5a1b66010da922a8fc8d001e5367487
d526813ac9b9401a	20	2026-12-01T13:49:25+08:00	chair	open	{"part":"下评","round":"24d4ec4f1e88fe63","seconds":null,"subjects":["s4","s5","s6"],"transport":"http"}	36350836f36dce6f8d3813e1c92aa5c6cf9f3023d73ec4bbcb0838a935e03ae2
d526813ac9b9401a	21	2026-12-01T13:49:25+08:00	chair	close	{"round":"24d4ec4f1e88fe63"}	60fa2967759ba316ded7e5afdf49a11f265f778463241e8f85bda8438b46689a
d526813ac9b9401a	22	2026-12-01T13:49:25+08:00	server	counted	{"round":"24d4ec4f1e88fe63"}	13feec31a2c036811fce00b86aa43415688ea5880628241a4d6c57a63176d05c
d526813ac9b9401a	23	2026-12-01T13:49:25+08:00	chair	publish	{"rounds":["24d4ec4f1e88fe63"]}	45755caba4826a8cb86dbd9eeffdb096de6e272e6e0048bc85316cd23d38d241
d526813ac9b9401a	24	2026-12-01T13:49:25+08:00	desk	entered	{"subject":"s7","value":{"score":"8.0"}}	c75fede424ea8e400197cff1694f28cfa329b872548a2a49c6771aeea6230d38
d526813ac9b9401a	25	2026-12-01T13:49:25+08:00	desk	entered	{"subject":"s8","value":{"score":"8.1"}}	91ba7b9faf339ac1306e62985a7d3c2bd8a00b05dda7a192c876b4d73d6ef944
d526813ac9b9401a	26	2026-12-01T13:49:25+08:00	desk	entered	{"subject":"s9","value":{"score":"8.2"}}	b470dc9e477bd40f4381e3ddf588b79f732f5dacac9589ce4700133b7aead15b
d526813ac9b9401a	27	2026-12-01T13:49:25+08:00	desk	adjustments	{"subject":"s1","value":[{"points":"-0.5","reason":"材料报送迟延"}]}	2ac156a3184d3bde85acf0a2a68c6f702241846f187e8a1e213137cb74e0a3bc
d526813ac9b9401a	28	2026-12-01T13:49:26+08:00	desk	flags	{"subject":"s3","value":["被通报批评"]}	720fbcfcbec7d4bda1c72ced81ffabb53863e382035639562fbc785fa0849d4c
d526813ac9b9401a	29	2026-12-01T13:49:26+08:00	desk	attendance	{"absent":0,"present":16,"rounds":["14145f0bb605714e","4b847089fe200afa","24d4ec4f1e88fe63"]}	a0db9c2f0f3d043e2004707b69daf4de92e304a34dfe0bff2887cb67995be550
d526813ac9b9401a	30	2026-12-01T13:49:26+08:00	desk	phase	{"phase":"certified"}	eb71ac5a8efa0c725a95264191bf3d8af41de2df5e36f5e9b8e8595fadd93287
d526813ac9b9401a	31	2026-12-01T13:49:26+08:00	desk	decisions	{"record":"eaa8cf779d5ee64914fc1245912bc54afe5d8b588041860b8b657a6e81fbd569","subject":"s2","value":{"grade":"好","reason":"综合日常表现"}}	5e0d45e08c64b6829b62829d3d7c89b9389c5de283ed5f409c3bf547d3a1e136
2194d2843a2d8c3e	1	2026-12-01T13:49:27+08:00	admin	create	{"title":"扫码入场测评"}	d54ffc9e00ec3b5065a2ca03d40a6bd90e6d1781314db17f580feb5ff0c35e56
2194d2843a2d8c3e	2	2026-12-01T13:49:28+08:00	chair	open	{"part":"上述","round":"4dd5c3584d8739c8","seconds":null,"subjects":["s1","s2"],"transport":"http"}	9ee2c3dc37805aec3e9eb6971da50a1a59b8d86ae36b1588a47c42b87bb850d8
2194d2843a2d8c3e	3	2026-12-01T13:49:28+08:00	chair	close	{"round":"4dd5c3584d8739c8"}	111c0809ffe33e93fb0ee402a3add2381bccd7afa86868d2754d38c394419e8f
2194d2843a2d8c3e	4	2026-12-01T13:49:28+08:00	server	counted	{"round":"4dd5c3584d8739c8"}	242b64e0d2fdb981a4393f6142f17d8891951348b3d6abfaf0afed68721eb378
872ecbc92c8fd53b	1	2026-12-01T13:49:28+08:00	admin	create	{"title":"换届选举大会"}	3810094d83fd9d0049a8067f14b0140f554e274725b53507a4b53b9efd18105b
872ecbc92c8fd53b	2	2026-12-01T13:49:28+08:00	desk	cards	{"batch":"6ade4566","count":9,"group":"正式党员","part":null,"recuse":null}	bd9a2b163b62d2536e960c1ec1a2ff94648382ba05915d0a1e0f8689daa1b931
872ecbc92c8fd53b	7	2026-12-01T13:49:28+08:00	server	counted	{"round":"fa4c7c7e7cce77a8"}	9281b20f3bbbae589e6b8b324becae33db16c23d709b4eed5a99a79e73e570e8
872ecbc92c8fd53b	3	2026-12-01T13:49:28+08:00	desk	cards	{"batch":"3db31ce8","count":2,"group":"预备党员","part":null,"recuse":null}	9f19667e2cde95bb369905cf4b41f42b487defc830e80336d4f05ef4a5847bb2
872ecbc92c8fd53b	4	2026-12-01T13:49:28+08:00	desk	phase	{"phase":"live"}	53a5063e4eb3e1cf33cd03e5f44234a3f9d8c6df410b5bb4b173302d84bc905c
872ecbc92c8fd53b	5	2026-12-01T13:49:28+08:00	chair	open	{"part":"选举","round":"fa4c7c7e7cce77a8","seconds":null,"subjects":["s1","s2","s3"],"transport":"http"}	c0d2b12d8f1e6feb01a878a4a93a5ae9ebdd0bc8442e1c5ba7cb91294ba47cb0
872ecbc92c8fd53b	6	2026-12-01T13:49:28+08:00	chair	close	{"round":"fa4c7c7e7cce77a8"}	ac3182b8ce951bcaebb955486afef773842cf1ff5c2777bbb79eb9e21d0f1133
872ecbc92c8fd53b	8	2026-12-01T13:49:28+08:00	chair	publish	{"rounds":["fa4c7c7e7cce77a8"]}	7d8eaa59573e8b5c95223ae757d97f6042387414b61a25746257c9d0bef6b5a6
872ecbc92c8fd53b	9	2026-12-01T13:49:28+08:00	chair	open	{"part":"评议","round":"347c52a167ccaca2","seconds":null,"subjects":["s4","s5","s6"],"transport":"http"}	8cf051f51ad2ba162cf9efea26754f925940c3a2245a874cf6f960cf7bcdcd0e
872ecbc92c8fd53b	10	2026-12-01T13:49:28+08:00	chair	close	{"round":"347c52a167ccaca2"}	f98397aea54138bcd64de4bb25e202c7bc042edd88974c5acc23b4b7094c8f4f
872ecbc92c8fd53b	12	2026-12-01T13:49:28+08:00	chair	publish	{"rounds":["347c52a167ccaca2"]}	369c75af026ac15d288338b6e4537ffbca64a5bf460e2a84333002cf5c3c17cd
872ecbc92c8fd53b	13	2026-12-01T13:49:28+08:00	desk	write-ins	{"merge":{"王伍":"王五"},"part":"选举"}	0db585c1d48edf36d04de6ae3ebd1cf19d5993f2acc8f1bc6e4a04f913298efa
872ecbc92c8fd53b	14	2026-12-01T13:49:29+08:00	desk	attendance	{"absent":0,"groups":{"正式党员":{"absent":0,"present":10},"预备党员":{"absent":0,"present":2}},"present":12,"rounds":["fa4c7c7e7cce77a8","347c52a167ccaca2"]}	0da175adc0bfbce1d113f9e6edda486d4368a8f88ee7ffdb48ea3eb4c1960988
872ecbc92c8fd53b	15	2026-12-01T13:49:29+08:00	desk	phase	{"phase":"certified"}	754cc946a9340a6bc06dffba57cd26c07b3fb4d00251ee87751f732fcbeac9f1
55186e7bdec18e21	1	2026-12-01T13:49:31+08:00	admin	create	{"title":"支部党员大会"}	8a73fd55c9e34b1734e82a96955b74cfbb5a61531d8ac9070e05c959ddb259f1
55186e7bdec18e21	2	2026-12-01T13:49:31+08:00	desk	cards	{"batch":"4122d6bd","count":10,"group":"正式党员","part":null,"recuse":null}	2747bed4a18916669753ec0caff4ef08c2007001d346c802a2e1939f18a2f398
55186e7bdec18e21	3	2026-12-01T13:49:32+08:00	desk	cards	{"batch":"ae1cd099","count":2,"group":"预备党员","part":null,"recuse":null}	794a6deff71613c4bc0a7ed107ca0b740b87805dfa303c9158cb4a26e665ad0f
55186e7bdec18e21	4	2026-12-01T13:49:32+08:00	desk	phase	{"phase":"live"}	a56d98fc95d6953861a068fb96270001a2b71c98570d3a0c401cd33adfd1cc77
55186e7bdec18e21	5	2026-12-01T13:49:32+08:00	desk	attendance	{"absent":0,"groups":{"正式党员":{"absent":0,"present":10},"预备党员":{"absent":0,"present":2}},"present":12}	3c25b0424955202a562231aa382d41ad6dcaa0e7a864533db6513fef6313f1bb
55186e7bdec18e21	6	2026-12-01T13:49:32+08:00	chair	open	{"part":"表决","round":"ae49098a7e6f6302","seconds":null,"subjects":["s1"],"transport":"http"}	3e97bf15d38fdba305ad369b4db32cdce0fa97e8ae873b1bd3e3b5c8c69c0b8e
55186e7bdec18e21	7	2026-12-01T13:49:32+08:00	chair	close	{"attendance":{"absent":0,"groups":{"正式党员":{"absent":0,"present":10},"预备党员":{"absent":0,"present":2}},"present":12},"round":"ae49098a7e6f6302"}	f0166bbe56473f9af5247c9cf5f47102119cc5f8ca094dae535737fbd6b73db6
55186e7bdec18e21	9	2026-12-01T13:49:32+08:00	chair	publish	{"rounds":["ae49098a7e6f6302"]}	e63894af94a7b921ab82786eaecf3737d0e4214783de46fd1e02c18beedc6d74
55186e7bdec18e21	10	2026-12-01T13:49:32+08:00	chair	open	{"part":"选举","round":"dd983a9704b2ab70","seconds":null,"subjects":["s2","s3","s4"],"transport":"http"}	56accc65ed1f03d076f75d1c97092a3b3304e245bd6df541c8f7c20ab7afd353
b1d18d3733382cda	1	2026-12-01T13:49:33+08:00	admin	create	{"title":"支部书记现场测评"}	8a577f3d07ad9dd211d3ca423ac738cb931b909897d73e8c6109bcc1427a1245
b1d18d3733382cda	2	2026-12-01T13:49:33+08:00	desk	cards	{"batch":"63a22f71","count":20,"group":"全体","part":null,"recuse":null}	f5a30081766eec6c7f81de55f889831e01474792668530e108b50c9c41832c7a
b1d18d3733382cda	3	2026-12-01T13:49:33+08:00	desk	cards	{"batch":"6ef67597","count":1,"group":"全体","part":null,"recuse":null}	67c3d1056a558bf9c74d647579c17e9c3bd24afe5bb5250c92dbd0cd72a44ecf
b1d18d3733382cda	4	2026-12-01T13:49:33+08:00	desk	cards	{"batch":"1e75fba9","count":1,"group":"全体","part":null,"recuse":"s3"}	200674cc7bafbb1c9ed7eccf398d996c5a0375be537b6050b82a0b5c802bd223
b1d18d3733382cda	5	2026-12-01T13:49:33+08:00	desk	phase	{"phase":"live"}	6cc7c12ba69f68089f53187165f2dd2f6d77fba34c12a8b7cdeb6b8c79ef1ddc
b1d18d3733382cda	6	2026-12-01T13:49:33+08:00	chair	open	{"part":"上述","round":"32921deff088db50","seconds":null,"subjects":["s1"],"transport":"http"}	b2b42048d1b9d99d40d6861240d2440043a1758d0cd7e96f6de9069367d16fd4
b1d18d3733382cda	8	2026-12-01T13:49:33+08:00	server	counted	{"round":"32921deff088db50"}	e86fcadb6c2e14f23572fcf2222dffb0f1a10c0573cd492a1f3ed3da40a75120
872ecbc92c8fd53b	11	2026-12-01T13:49:28+08:00	server	counted	{"round":"347c52a167ccaca2"}	dbfb82125cc4f116c7a9f763b16a092ef09707a05b5f227d2467b8d151171d8c
55186e7bdec18e21	8	2026-12-01T13:49:32+08:00	server	counted	{"round":"ae49098a7e6f6302"}	58ed3c5fd615aeb905dc002e49a79fb70a6f7778243d7a7db51ca4e7b47eee81
b1d18d3733382cda	7	2026-12-01T13:49:33+08:00	chair	close	{"round":"32921deff088db50"}	53a2d921d773ba0d0c8c5ffbba8244f78817ee2e3c3fb901a5f18a999941a21d
b1d18d3733382cda	9	2026-12-01T13:49:34+08:00	chair	publish	{"rounds":["32921deff088db50"]}	8b25be2b64d8424899e9952a56cee33fa85a065aef1b8323d7fcf1bfe45e6ac2
b1d18d3733382cda	10	2026-12-01T13:49:34+08:00	chair	open	{"part":"上述","round":"4fbe0bcf98dc9724","seconds":null,"subjects":["s2"],"transport":"http"}	bb2ac75afb08b5b30f77ddea224a0fc95ba6780c56cf4be3e2daf033a21bf083
b1d18d3733382cda	11	2026-12-01T13:49:35+08:00	desk	void-cards	{"batch":null,"count":1}	90621e6b0929493fb98f5e0e66e47f396f2cfea004080133751f8a55b8c8c9d8
\.


--
-- Data for Name: meeting; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.meeting (id, phase, version, body, digest, rotating) FROM stdin;
2194d2843a2d8c3e	rehearsal	1	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"open","date":"2025-12-21","edition":2,"expected":20,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"],"of":18},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"held","title":"扫码入场测评","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":3,"open_air":true,"timer":null,"url":null,"view":["round",null],"wifi":[]}	\\x4c8dfcb4ba6aa5de2a7e164eee85a17defafadf4da9c497bffea7a0a9e767393	0
d526813ac9b9401a	certified	21	{"additions":{"adjustments":{"s1":[{"points":"-0.5","reason":"材料报送迟延"}]},"decisions":{"s2":{"grade":"好","reason":"综合日常表现"}},"entered":{"s7":{"score":"8"},"s8":{"score":"8.1"},"s9":{"score":"8.2"}},"flags":{"s3":["被通报批评"]}},"admitting":true,"attendance":[16,0],"document":{"admission":"cards","date":"2025-12-18","edition":2,"expected":16,"groups":[{"name":"街道班子成员","weight":"0.6"},{"name":"党员群众代表","weight":"0.4"}],"ids":[["s1","s2","s3"],["s4","s5","s6"],["s7","s8","s9"]],"join":"fixed","language":"zh","organisation":"临江街道党工委","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"],"of":18},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["街道班子成员","党员群众代表"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.6"},{"form":{"explain":[],"id":"committee","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党委书记抓基层党建报告评议表"},"groups":["党员群众代表"],"name":"下评","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.3"},{"form":{"explain":[],"id":"plain","items":[{"abstain":false,"key":"score","title":"评分（1 分最低，10 分最高）","weight":"1"}],"limits":[],"notes":[],"scale":{"max":10,"min":1},"title":"评分表"},"groups":["街道班子成员","党员群众代表"],"name":"日常考核","source":"entered","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":{"at_or_below":"较好","share":"0.4","tolerance":"0.05"},"trim":0,"veto":{"bands":["一般","差"],"grade":"差","over":"0.3"}},"show":"live","title":"2025年度述职评议会","voters_see_results":false},"ended":1796104166.2057805,"format":2,"former":{},"ids":9,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["result",null],"wifi":[]}	\\xecc4c0587201de147d3107c36599edf4ce893b7c0db8fa3d6179051326383851	0
55186e7bdec18e21	live	7	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"document":{"admission":"cards","date":"2025-12-22","edition":2,"expected":12,"groups":[{"name":"正式党员","size":10},{"name":"预备党员","size":2}],"ids":[["s1"],["s2","s3","s4"]],"join":"fixed","language":"zh","organisation":"","parts":[{"decide":{"base":"expected","item":"vote","rank":null,"rules":[{"grade":"通过","of":["赞成"],"over":"0.5"},{"grade":"未通过"}]},"form":{"explain":[],"id":"motion","items":[{"abstain":true,"key":"vote","title":"表决","weight":"1"}],"limits":[],"notes":[],"scale":{"choices":["赞成","反对"]},"title":"表决票"},"groups":["正式党员","预备党员"],"name":"表决","source":"ballots","subjects":[{"mode":"onsite","name":"关于接收林晓为中共预备党员的决议","post":"","unit":""}]},{"decide":{"base":"present","item":"vote","rank":["votes"],"rules":[{"grade":"当选","of":["赞成"],"over":"0.5","seats":2},{"grade":"未当选"}]},"figures":[{"base":"valid","item":"vote","name":"赞成率","of":["赞成"]}],"form":{"explain":[],"id":"form","items":[{"abstain":true,"key":"vote","title":"表决","weight":"1"}],"limits":[{"at_most":2,"choices":["赞成"]}],"notes":[],"scale":{"choices":["赞成","反对"]},"title":"支部委员选票","write_in":{"as":"赞成","at_most":2}},"groups":["正式党员"],"name":"选举","source":"ballots","subjects":[{"mode":"onsite","name":"顾明","post":"","unit":"第一党支部"},{"mode":"onsite","name":"贺丽","post":"","unit":"第一党支部"},{"mode":"onsite","name":"江涛","post":"","unit":"第一党支部"}]}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"live","title":"支部党员大会","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":4,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["round",null],"wifi":[]}	\\x9c8f3e3c4a2c5fc1a0afd8114d6d80b01c4c24dd936f0095b97d5c7622644190	0
872ecbc92c8fd53b	certified	10	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{},"merges":{"选举":{"王伍":"王五"}}},"admitting":true,"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"document":{"admission":"cards","date":"2025-12-22","edition":2,"expected":12,"groups":[{"name":"正式党员","size":10},{"name":"预备党员","size":2}],"ids":[["s1","s2","s3"],["s4","s5","s6"]],"join":"fixed","language":"zh","organisation":"","parts":[{"decide":{"base":"present","item":"vote","rank":["votes"],"rules":[{"grade":"当选","of":["赞成"],"over":"0.5","seats":2},{"grade":"未当选"}]},"figures":[{"base":"valid","item":"vote","name":"赞成率","of":["赞成"]}],"form":{"explain":[],"id":"form","items":[{"abstain":true,"key":"vote","title":"表决","weight":"1"}],"limits":[{"at_most":2,"choices":["赞成"]}],"notes":[],"scale":{"choices":["赞成","反对"]},"title":"支部委员选票","write_in":{"as":"赞成","at_most":2}},"groups":["正式党员"],"name":"选举","source":"ballots","subjects":[{"mode":"onsite","name":"顾明","post":"","unit":"第一党支部"},{"mode":"onsite","name":"贺丽","post":"","unit":"第一党支部"},{"mode":"onsite","name":"江涛","post":"","unit":"第一党支部"}]},{"bands":[["优","8"],["良","5"]],"form":{"explain":[],"id":"form","items":[{"about":"看全年工作。","abstain":false,"key":"mark","title":"评分","weight":"1"},{"abstain":false,"key":"known","scale":{"choices":[["了解","1"],["不了解","0"]]},"title":"熟悉程度","weight":"0"}],"limits":[],"notes":[],"scale":{"max":10,"min":5,"step":"0.5"},"title":"述职评议表"},"groups":["正式党员","预备党员"],"name":"评议","source":"ballots","subjects":[{"mode":"onsite","name":"顾明","post":"","unit":"第一党支部"},{"mode":"onsite","name":"贺丽","post":"","unit":"第一党支部"},{"mode":"onsite","name":"江涛","post":"","unit":"第一党支部"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"awards":[["先进","0.34"]],"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"panel":true,"quota":{"bound":"at_most","grade":"优","share":"0.5"},"rank":["score","exact","item:mark"],"trim":0,"veto":null},"show":"closed","title":"换届选举大会","voters_see_results":false},"ended":1796104169.0198343,"format":2,"former":{},"ids":6,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["result",null],"wifi":[]}	\\x4dd84f24894e613361cbda764d9d15ae46dd1d55e39b6ac7e318c31999b2ba16	0
b1d18d3733382cda	live	7	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"cards","date":"2025-12-20","edition":2,"expected":24,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"],"of":18},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":null,"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"live","title":"支部书记现场测评","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":3,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["round",null],"wifi":[]}	\\xf53c1ba85f50023252927fa8337182ef7fc608784cebdd61292125737c894717	0
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
\.


--
-- Data for Name: pooled; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.pooled (meeting, round, subject, voters, mean, untrimmed) FROM stdin;
872ecbc92c8fd53b	347c52a167ccaca2	0	0 1	\N	0
872ecbc92c8fd53b	347c52a167ccaca2	1	0 1	\N	0
872ecbc92c8fd53b	347c52a167ccaca2	2	0 1	\N	0
\.


--
-- Data for Name: presence; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.presence (meeting, node, joined, seen) FROM stdin;
d526813ac9b9401a	53458866	0	2026-12-01 05:49:25.68385+00
2194d2843a2d8c3e	53458866	0	2026-12-01 05:49:28.543327+00
55186e7bdec18e21	53458866	0	2026-12-01 05:49:32.827778+00
b1d18d3733382cda	53458866	0	2026-12-01 05:49:34.684911+00
\.


--
-- Data for Name: retry; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.retry (meeting, round, digest) FROM stdin;
d526813ac9b9401a	14145f0bb605714e	\\x28bafbfcc130971ce5f4071fb52b6b28ed395af5a178d9f43f7ee373fe678ff4
d526813ac9b9401a	14145f0bb605714e	\\x3ea4bfd4c67b283f291e90098ec6b8aad71f990c927b100c83b2cc0be6f74cdc
d526813ac9b9401a	14145f0bb605714e	\\x41edd74449d5505e7fb80e802867330e3fc19e57cd884a65a4e4513b459fb81c
d526813ac9b9401a	14145f0bb605714e	\\x4b4ddb5b6568afc4d1761d090fd356fbad8f86fc4df0efeb04b43915faba3ec3
d526813ac9b9401a	14145f0bb605714e	\\x4ed8ed59b97db30edcb4ce48983c5a8d76c69eb8ce8ec7b6794e0b225f6a46b4
d526813ac9b9401a	14145f0bb605714e	\\x6331f434f3f20eccf41732aca83539a2dbf470034b7bc34cac8ba2d63c3281da
d526813ac9b9401a	14145f0bb605714e	\\x694c9749e0ae1f7e7f96415d9ed8f29642fbadad0cf0fbc45ec48499e80f4032
d526813ac9b9401a	14145f0bb605714e	\\x9c84f4d3e4cd7f0df1f1360b70b4fda443389fb2003ae5c78ec94ac6b1ded102
d526813ac9b9401a	14145f0bb605714e	\\xa84d87175cc612fd27c25a39340c66d73d0289b002c458792e7772be72c9f217
d526813ac9b9401a	14145f0bb605714e	\\xaab20029a9dce9485b515c8ffb5fb8dab729f5ccf78b5db4fe69cdd2a615713f
d526813ac9b9401a	14145f0bb605714e	\\xcd43102457695d95b9db85c9bb2b6486b751d7576d363b818dce90a7aae306a0
d526813ac9b9401a	14145f0bb605714e	\\xd9fcb125f68732e1b932a1d05c9fdae99525dd17815ca7e95c5bb8df4035cd13
d526813ac9b9401a	14145f0bb605714e	\\xe20b8140eb26bf5dd1e9059f8d32e373efcff99c09d3609f7b6a68d29d682c5f
d526813ac9b9401a	14145f0bb605714e	\\xe2520e66fc831c6ead0560b7710d8da4b28b9bbe24996d31f1ea2b9a5097511d
d526813ac9b9401a	14145f0bb605714e	\\xf5d2a73d69cf65f1dc730c477cc2f75208d74a09e42b556d694ccf8e1617b6c3
d526813ac9b9401a	14145f0bb605714e	\\xf75b6ee1188788755306eb83a257191be744e9785ff8d0e71259f818acc815e1
d526813ac9b9401a	4b847089fe200afa	\\x1cb3ad4cdc250d3ece420e1a5b21a0ef4045bd1fd5050fefaa8a935af66bc623
d526813ac9b9401a	4b847089fe200afa	\\x365455f65e82461e32c9e9bb2ccfba9a5bb3f44c8e1707a96190a4f7739c37ec
d526813ac9b9401a	4b847089fe200afa	\\x43db56acfaf08fadb010a198839bc8c379cffdbc23d7db9ed92e9f5017e7a00c
d526813ac9b9401a	4b847089fe200afa	\\x53bddac06956654ce5003076d0874257875751f2d2a612cd779053b717488f97
d526813ac9b9401a	4b847089fe200afa	\\x588b77ea92131ddf11d961404ef3d218279a9de8a15f857e7ed18ce0b23f819f
d526813ac9b9401a	4b847089fe200afa	\\x73d63f36990da04a1061ae6dfda4605bbae8dba19aab46b68eb854c89bcdb4a8
d526813ac9b9401a	4b847089fe200afa	\\x8d3cee0a79cdbbd1770d4e7dd1093cccc51c03b4277e03ffffabeda51b22b9fb
d526813ac9b9401a	4b847089fe200afa	\\x9483abd2eda5b489a2fdbb4463b847913d82311f4cc312ec8a4e517bfafb1e9f
d526813ac9b9401a	4b847089fe200afa	\\xb3300171de6e62203dea3eba96dd339404afbee6db0018e8cb1917c0a7d992ed
d526813ac9b9401a	4b847089fe200afa	\\xc6782d33366703d2c259ab70bc028ad2f2642308c0bae3f9939fbbee8e194ca7
d526813ac9b9401a	4b847089fe200afa	\\xc96518e1163ef4fe1b2c7005cf44653796cc3893776561d1dd4041d25ff9236c
d526813ac9b9401a	4b847089fe200afa	\\xd5fe98ba76bd8252fdf0b6ea813afcb1efebedeb94d9e21774db903a2cba2036
d526813ac9b9401a	4b847089fe200afa	\\xda2b97ac3e0f16b55c22f07b064abe611963ed48fa85d5bec9ad15935b21c3d4
d526813ac9b9401a	4b847089fe200afa	\\xe6436836e010268a0782e673a28a61a119359cab96f6336e0203faf9c4fcf8c0
d526813ac9b9401a	4b847089fe200afa	\\xefa60693e8a5c39442c3cff7be3aa25bea68c108db89ead464391d158973315f
d526813ac9b9401a	4b847089fe200afa	\\xf45b8dedbca35f9b231004c7fd60d98188fd7766a0a5a6d2e8357dd4f1d6a920
d526813ac9b9401a	24d4ec4f1e88fe63	\\x179915cb4e5674515d8ad2810d22540b59a427d5addbd62780eb20ee98a3c6f9
d526813ac9b9401a	24d4ec4f1e88fe63	\\x32dbae215fe467b431b0962242af4f8dad15e67a34c8a3afe5a5b37c928a9da6
d526813ac9b9401a	24d4ec4f1e88fe63	\\x4a0c5644baff8eed82395d925ed3321ff1fa109e4b51c955badea8ea72ad0d7a
d526813ac9b9401a	24d4ec4f1e88fe63	\\x4e3e3d0e5d62ff0f03184a4f57a9bc67359e67a4bb982778252ee7a279e5772a
d526813ac9b9401a	24d4ec4f1e88fe63	\\x605cbf14381b90c23b2aac493d5a7cc8aa342368d7676df13995ae9263e06263
d526813ac9b9401a	24d4ec4f1e88fe63	\\x78287a8d57da4085e088abba491d7a8c1cb13678b954b91eadd44c2d8cd6b192
d526813ac9b9401a	24d4ec4f1e88fe63	\\x7c572329902ff3f59677b5db55f278a1c28bfdf5b97611e5f493e0e98638dd89
d526813ac9b9401a	24d4ec4f1e88fe63	\\x82c457d33345a82130ba7d1340dd4ffd981370cfa4b8a0ba439aa3058c42ca4a
d526813ac9b9401a	24d4ec4f1e88fe63	\\xa9eaee07efd5a62186ffd2c7438278bbfd5f2aa15cc01628ab8b5ea4c7701700
2194d2843a2d8c3e	4dd5c3584d8739c8	\\x1009f1e6fb2b79cfe4709f46667fc30e2a66fd8d9802eb3bc8b5ba3e64d90497
2194d2843a2d8c3e	4dd5c3584d8739c8	\\x112bf129753c27c3a87448037c7281b96960965a3c7f39d50bf5cb5a349637c2
2194d2843a2d8c3e	4dd5c3584d8739c8	\\x4b9c22c73fde86a9159b54e52228a77cbd5d5411b73ea6f0cc93bfd492896886
2194d2843a2d8c3e	4dd5c3584d8739c8	\\xa68856ce0731b15af287de8f90cbb089c3fa14508bf64e28f9d9da46656cf863
2194d2843a2d8c3e	4dd5c3584d8739c8	\\xb0a16ea1b35ed67ac6d62e41bb1486a6213a8fa17ce45af444cd351c1e397dc4
2194d2843a2d8c3e	4dd5c3584d8739c8	\\xd114fb94f8b85d90232d091695ffcf5466d9638202bc306af3cb8a1b04cf3537
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\x1a410008dfdeba89bf1330ab5abd48b42e9f4c6f1334e70288064cab937cd11e
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\x22093a1d9acfb9b33763c86e18b882e0759fb3da2792dc05068bd72a4e5cf2d2
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\x560128209c805eef1000469313a71e5168968363555ddf4a6d77ae691e566381
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\x8e9d5fc9ff40283df718fb1571a8221de00e2abf92cd5ec3b4d525e6f812fe63
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\x935c34af866836f15869d0fc331dadc03aca3bfd469403fb935480efdf444e74
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\x957ae7ae2493d0c0fcef13ab6250455091b22f7ad48d3dc6307885191407ddad
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\xa50cee4147217edc29f9d798a68240b1656755ec1da8f5c90802a1830982ad5b
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\xc260a47fc60a30f7a4e17b45a6c0870d0622574c3763f1350e3109a12ff676cf
872ecbc92c8fd53b	fa4c7c7e7cce77a8	\\xc3e080238f544ccbacc0199c1f268b0f2badcc4332d947d04c81192d1c0081d3
872ecbc92c8fd53b	347c52a167ccaca2	\\x1555640e8091f8f068f6f437066e508d5abf085ee4fab654bdf6e31e5715f7df
872ecbc92c8fd53b	347c52a167ccaca2	\\x37667636b063288e749e39e6baaf6df9cf343f92c018e2af577f1c8955dbaa0f
872ecbc92c8fd53b	347c52a167ccaca2	\\x7a06422c5ad8c3e2113cb46e28e2829199f04452fa16fbfdd1d73f382370954d
872ecbc92c8fd53b	347c52a167ccaca2	\\x7c3661283d1b2af8c1a5055df2c95dd8d9b1da612f331be48f45f8a8901da197
872ecbc92c8fd53b	347c52a167ccaca2	\\x91d6e5a0cd2def5c74a807c4578173f59ca8602d07cf0b080c4092258e16afc5
872ecbc92c8fd53b	347c52a167ccaca2	\\x9a739d4cb88531af5a92fd8e816b9b15193eea973be0e984d756617af7713165
872ecbc92c8fd53b	347c52a167ccaca2	\\x9d727d0d70f6f0352030d988ad5cfb191194438a7b3debb14e6cd3ee93dc25e5
872ecbc92c8fd53b	347c52a167ccaca2	\\xa9e3c48414cca9a0935f52b51a9494b511392608c3a9568bc2d1a6a5ecb18388
872ecbc92c8fd53b	347c52a167ccaca2	\\xc3ab612cb2e03b6408a5620ccf110bbcbba229cc47326aa0a96c6d7a64a83eda
872ecbc92c8fd53b	347c52a167ccaca2	\\xc634e2660b7da08fafe24724566071bfba1f7e0d1774379211026e77428d2e7e
872ecbc92c8fd53b	347c52a167ccaca2	\\xe61ba4fd4d27eb03774f4978bed9b4ae07a79b542897bb4c71dcfcc9d9dd1894
55186e7bdec18e21	ae49098a7e6f6302	\\x23cd1a8037c7f32ef64bf3f9941d1e6cffff8a748bb16cd140d787fbf4cc6173
55186e7bdec18e21	ae49098a7e6f6302	\\x3911c3aea642fe814caea94b251bd1e10d8b0a0baa79d5e5e5945650f181c1ba
55186e7bdec18e21	ae49098a7e6f6302	\\x46c28fc8d8dfaacb15f131ccbab594f24e92d1c6fd48a6c8fa98b6f6f73bc5fb
55186e7bdec18e21	ae49098a7e6f6302	\\x4827159374dd17c64f244f77247add0c999054c638493100b52c6d1b825a5976
55186e7bdec18e21	ae49098a7e6f6302	\\x5499c70e5dfb9ca961c356edb640651290031c4bd9b5e6c534433e0d4685bb4a
55186e7bdec18e21	ae49098a7e6f6302	\\x57facacbd5d2e1def12b23941542335ff41196d8bdc05c0ae9c8150988636f2c
55186e7bdec18e21	ae49098a7e6f6302	\\x75af9e8d74ad108e10ac1193d4a4fe3e714beccb1431c64554c74401a673168c
55186e7bdec18e21	ae49098a7e6f6302	\\xb9f681435938d83d799b8a825272f58c3933df8a78f803a39dac025ee891ac91
55186e7bdec18e21	ae49098a7e6f6302	\\xf96e0d9de61aed47c20a19bfc1f35e4177597b7b439ef27cbb0d7a43f9d6d121
b1d18d3733382cda	32921deff088db50	\\x051647c5cc95e22ecb9d2a5aa0e6c53722b79e019193d66913b308fa86fc177b
b1d18d3733382cda	32921deff088db50	\\x39ecd36fcf817a9e218b8c1e13df005829ec9ada2cab8504b08f5dd85ed0ffe3
b1d18d3733382cda	32921deff088db50	\\x502cca75560eacadff0287c6a66aa4958e68de203fa58334ce531deee1870541
b1d18d3733382cda	32921deff088db50	\\x5dd28c409abe78ea47c09944e08baf42191fa7a16d8cee7b3d6cf522079f3a35
b1d18d3733382cda	32921deff088db50	\\x6a600fd469d67d12cb321f38403af6d2a57e355fbeffe65de729569affee6ae4
b1d18d3733382cda	32921deff088db50	\\x762b33bc39b439a2e713cbe537930d15278c01cac826208a347b14d9b78f2ee4
b1d18d3733382cda	32921deff088db50	\\xa56f27910628a86700aa12686188b9adfa6e363549eadd498048de7f6ea06060
b1d18d3733382cda	32921deff088db50	\\xc05799bad2ad3713339a5f5830a3c531bbd1741c05b49ae668d08d794e6c15f4
b1d18d3733382cda	32921deff088db50	\\xc41677fca708ec2a4a7599bfacf33d75a00b0acce036ea49ffdd86a5bb664a68
\.


--
-- Data for Name: revision; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.revision (meeting, number) FROM stdin;
d526813ac9b9401a	32
2194d2843a2d8c3e	10
872ecbc92c8fd53b	15
55186e7bdec18e21	10
b1d18d3733382cda	11
\.


--
-- Data for Name: round; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.round (id, meeting, number, state, body, digest) FROM stdin;
8fae6155bc7d971a	d526813ac9b9401a	1	voided	{"awaited":0,"closed":"2026-12-01T13:49:24+08:00","counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0},"emptied":true,"format":2,"id":"8fae6155bc7d971a","left":null,"number":1,"opened":"2026-12-01T13:49:23+08:00","part":"上述","reason":"宣读有误，重新投票","rows":null,"seen":0,"since":1796104163.9423609,"state":"voided","subjects":["s1"]}	\\xd29f5b010180e319f08acd6d17d8746fbee1f7b351e72e2e65518cf3348eeb17
14145f0bb605714e	d526813ac9b9401a	2	published	{"attendance":[16,0],"awaited":0,"closed":"2026-12-01T13:49:24+08:00","counts":{"abstained":0,"eligible":16,"invalid":1,"paper":2,"phone":14},"emptied":false,"format":2,"id":"14145f0bb605714e","left":null,"number":2,"opened":"2026-12-01T13:49:24+08:00","part":"上述","reason":null,"rows":"613e3f4b0764983269590df0f502cddead831d3846d04a93c43688a089e1e366","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\xe0a84c3a191e9e1546c7077300c1c9dae44598bbcfe20d9d3efa37a9b1ff7459
4b847089fe200afa	d526813ac9b9401a	3	published	{"attendance":[16,0],"awaited":0,"closed":"2026-12-01T13:49:25+08:00","counts":{"abstained":0,"eligible":16,"invalid":0,"paper":0,"phone":16},"emptied":false,"format":2,"id":"4b847089fe200afa","left":null,"number":3,"opened":"2026-12-01T13:49:24+08:00","part":"上述","reason":null,"rows":"432d5df997269f277e57474ee20e301affcf66fb71b5037684a5caf1677b54f3","seen":0,"since":null,"state":"published","subjects":["s2","s3"]}	\\x62b01d6808a76d05dcf55a2c3e078a1cc2ace213878e1ba32190ab1885070cf6
24d4ec4f1e88fe63	d526813ac9b9401a	4	published	{"attendance":[16,0],"awaited":0,"closed":"2026-12-01T13:49:25+08:00","counts":{"abstained":0,"eligible":9,"invalid":0,"paper":0,"phone":9},"emptied":false,"format":2,"id":"24d4ec4f1e88fe63","left":null,"number":4,"opened":"2026-12-01T13:49:25+08:00","part":"下评","reason":null,"rows":"8c839fc43baa82096a0095ff5b1fe6418adbd8ef4074b85404bf101ded8d8369","seen":0,"since":null,"state":"published","subjects":["s4","s5","s6"]}	\\xf5df241f1829e58b017d29a32068581d04bd58b598915b44d20521a3f4108758
4dd5c3584d8739c8	2194d2843a2d8c3e	1	closed	{"awaited":0,"closed":"2026-12-01T13:49:28+08:00","counts":{"abstained":0,"eligible":6,"invalid":0,"paper":0,"phone":6},"emptied":false,"format":2,"id":"4dd5c3584d8739c8","left":null,"number":1,"opened":"2026-12-01T13:49:28+08:00","part":"上述","reason":null,"rows":"2784916a83ea3bf4f6451c2fad4ccecd0eaf20d220ca8cde48e1f98fd54756b2","seen":0,"since":null,"state":"closed","subjects":["s1","s2"]}	\\xb6d3524f70b44bf1615d0e57190a4cecabdade99c08f3575b0cb52cc5642aaa5
fa4c7c7e7cce77a8	872ecbc92c8fd53b	1	published	{"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"awaited":0,"closed":"2026-12-01T13:49:28+08:00","counts":{"abstained":0,"eligible":9,"invalid":1,"paper":2,"phone":7},"emptied":false,"format":2,"id":"fa4c7c7e7cce77a8","left":null,"number":1,"opened":"2026-12-01T13:49:28+08:00","part":"选举","reason":null,"rows":"45c436d121f4ca27f12383e231aebbee3cbccf2a4667663f03f6f72612aae18b","seen":0,"since":null,"state":"published","subjects":["s1","s2","s3"]}	\\xaad5fdfcee081abed7bf3d3de9354e484715762992c446103cc2198235ca8e3e
347c52a167ccaca2	872ecbc92c8fd53b	2	published	{"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"awaited":0,"closed":"2026-12-01T13:49:28+08:00","counts":{"abstained":0,"eligible":11,"invalid":0,"paper":0,"phone":11},"emptied":false,"format":2,"id":"347c52a167ccaca2","left":null,"number":2,"opened":"2026-12-01T13:49:28+08:00","part":"评议","reason":null,"rows":"80e189aa74e92979f85dc0cadf37c1a7f93d6b22445d90c6a153d271aaf5fec0","seen":0,"since":null,"state":"published","subjects":["s4","s5","s6"]}	\\xdd21ba530b66ca9a2152e33e23604c122faafa81506ee9cab066e125b60d1a30
ae49098a7e6f6302	55186e7bdec18e21	1	published	{"attendance":[12,0,[["正式党员",10,0],["预备党员",2,0]]],"awaited":0,"closed":"2026-12-01T13:49:32+08:00","counts":{"abstained":2,"eligible":12,"invalid":0,"paper":0,"phone":9},"emptied":false,"format":2,"id":"ae49098a7e6f6302","left":null,"number":1,"opened":"2026-12-01T13:49:32+08:00","part":"表决","reason":null,"rows":"e2f9420f41d809fc52fec02d182d4ab236e292b739ac842071921f9a96719a3a","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\x52f82150508c08c23f1f2da1404f2e4fce3e4999e4b46eaebc8a084598a3f6b5
dd983a9704b2ab70	55186e7bdec18e21	2	open	{"awaited":0,"closed":null,"counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0},"emptied":false,"format":2,"id":"dd983a9704b2ab70","left":null,"number":2,"opened":"2026-12-01T13:49:32+08:00","part":"选举","reason":null,"rows":null,"seen":null,"since":1796104172.827021,"state":"open","subjects":["s2","s3","s4"]}	\\xd86bef779fbcd398c0b47d0ffbe7c730fd079af29d1c4cbdfeaa5f3407011e87
32921deff088db50	b1d18d3733382cda	1	published	{"awaited":0,"closed":"2026-12-01T13:49:33+08:00","counts":{"abstained":0,"eligible":22,"invalid":0,"paper":1,"phone":8},"emptied":false,"format":2,"id":"32921deff088db50","left":null,"number":1,"opened":"2026-12-01T13:49:33+08:00","part":"上述","reason":null,"rows":"221bf6c2c4068f6a9c0e595090a372b880f08a6f18a63d0115e2198e3b67b0b7","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\xf7125fccaae5802151dacd62c22a2d2e88807e26390d98dbc3e5908f116fc2ab
4fbe0bcf98dc9724	b1d18d3733382cda	2	open	{"awaited":0,"closed":null,"counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0},"emptied":false,"format":2,"id":"4fbe0bcf98dc9724","left":null,"number":2,"opened":"2026-12-01T13:49:34+08:00","part":"上述","reason":null,"rows":null,"seen":null,"since":1796104174.1479683,"state":"open","subjects":["s2"]}	\\xa791c1c7ea29e3c145c9b4b343e79a663d82074e7f91398660c203872691a866
\.


--
-- Data for Name: signing_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.signing_key (one, wrapped) FROM stdin;
1	\\x5f34c7f3a6dfaa56c51efdf5c67e6d2c95543992bd7c621ad37d1ed690468c704732c0f6fdb00be8e71e005423f0401e2e1c440b03f653a433548437
\.


--
-- Data for Name: spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.spent (meeting, round, tag, tries) FROM stdin;
2194d2843a2d8c3e	4dd5c3584d8739c8	\\x144137e0be0321da6d6eb3ea9a6bcdc387720ff1db0a0094e680ecd57cb988c6	0
2194d2843a2d8c3e	4dd5c3584d8739c8	\\x14fd2e9fcd17655f7cd14423d74731f92054e081bf6c4150aa88ae218bcef2b4	0
2194d2843a2d8c3e	4dd5c3584d8739c8	\\x48565d5ef72b9bbb567135944f0bf154a1ff36de84913c47e4aa6c0a46d75336	0
2194d2843a2d8c3e	4dd5c3584d8739c8	\\x5575d057b64a4a721501c49f6a69222f20f3be0c74d666c4ff504d9080965b8b	0
2194d2843a2d8c3e	4dd5c3584d8739c8	\\xa7fbcbc94086b08a84b11cc5885254238a24d5232e9bc24bf7b3281921e919f4	0
2194d2843a2d8c3e	4dd5c3584d8739c8	\\xc6c5681b860b980064158775170a111361decbd7454f643575c3e9d5a3548958	0
55186e7bdec18e21	ae49098a7e6f6302	\\x03aa3397ae51760dfd447831a57db51c4ba3d60befe32d2d0e338fdc36b0a65b	0
55186e7bdec18e21	ae49098a7e6f6302	\\x07dd698e7653890233fc3a4e7a41834c7c6973b53b960772e7f50ce66863cf31	0
55186e7bdec18e21	ae49098a7e6f6302	\\x0ab7aec9d867de1086f80392d309fb23aa9810a297e6e56c9eaacb7aef6d1569	0
55186e7bdec18e21	ae49098a7e6f6302	\\x1de63622a18dc0e13c52dce41611c31f117994ea2aed99e23ee1e9a15b3b1523	0
55186e7bdec18e21	ae49098a7e6f6302	\\x4600af3d5a02642a7e62b81f2954d2ad698f7aa1728f6c23e4c898f6b096c224	0
55186e7bdec18e21	ae49098a7e6f6302	\\x786ab01c51f7d0e27d2435074d2ccc3d7470aaa08f1d141c8f9821c78ea31c31	0
55186e7bdec18e21	ae49098a7e6f6302	\\x7f16ac066981546fe0cf0545bb1e5d2720ae3f2845d43bff1202b1e08d5c13c0	0
55186e7bdec18e21	ae49098a7e6f6302	\\x819c48b7ffb50f2b8b5bb57411cfce11be5b22b108a1a17c9c8b346f801ac88e	0
55186e7bdec18e21	ae49098a7e6f6302	\\xacf70275229bfd74953f6ca3e73cc9def29f3fcb3edee277a9f97a307ae994f5	0
b1d18d3733382cda	32921deff088db50	\\x1ff75b91f24d79ce3b0829227f1e7b0719f7212aed5ffd120bbed886e046a54f	0
b1d18d3733382cda	32921deff088db50	\\x24a88141c7f64af3ee59c3aa105953268be3c9bc01e34e0bbf068c59c305a9be	0
b1d18d3733382cda	32921deff088db50	\\x36fdba959d2f4ba594460300be4086669fb57f814270bd5a43102328aedab340	0
b1d18d3733382cda	32921deff088db50	\\x51ec5ccd6fe4b0459a77fab4421ba0813b9947bcd2b3780e8c184d6997e2bf46	1
b1d18d3733382cda	32921deff088db50	\\x7ef468f1a163a6be6772ea8add617b2e0c91449a7465e9dc4eaa483ef35c0649	0
b1d18d3733382cda	32921deff088db50	\\x94543bb6dc7e724d11646cf0cbf82caad8bd5b23d62eae107bde30cf19d31574	0
b1d18d3733382cda	32921deff088db50	\\xc6e7e564d824f09274d36b894c9dbde66b4e104ed44471a8337612e856b9b157	0
b1d18d3733382cda	32921deff088db50	\\xda7867d99c0eeb54f29aa9f9f20a0b43703c568515eb9d14595ac4c279392a80	0
b1d18d3733382cda	32921deff088db50	\\xed7eb60407ee5827015376c05c1a2d39b30911f573c417ab02e0c71d91e3e848	0
\.


--
-- Data for Name: standing; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.standing (meeting, subject, round) FROM stdin;
d526813ac9b9401a	s1	14145f0bb605714e
d526813ac9b9401a	s2	4b847089fe200afa
d526813ac9b9401a	s3	4b847089fe200afa
d526813ac9b9401a	s4	24d4ec4f1e88fe63
d526813ac9b9401a	s5	24d4ec4f1e88fe63
d526813ac9b9401a	s6	24d4ec4f1e88fe63
2194d2843a2d8c3e	s1	4dd5c3584d8739c8
2194d2843a2d8c3e	s2	4dd5c3584d8739c8
872ecbc92c8fd53b	s1	fa4c7c7e7cce77a8
872ecbc92c8fd53b	s2	fa4c7c7e7cce77a8
872ecbc92c8fd53b	s3	fa4c7c7e7cce77a8
872ecbc92c8fd53b	s4	347c52a167ccaca2
872ecbc92c8fd53b	s5	347c52a167ccaca2
872ecbc92c8fd53b	s6	347c52a167ccaca2
55186e7bdec18e21	s1	ae49098a7e6f6302
55186e7bdec18e21	s2	dd983a9704b2ab70
55186e7bdec18e21	s3	dd983a9704b2ab70
55186e7bdec18e21	s4	dd983a9704b2ab70
b1d18d3733382cda	s1	32921deff088db50
b1d18d3733382cda	s2	4fbe0bcf98dc9724
\.


--
-- Data for Name: token; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.token (digest, meeting, voters, batch, recuse, void, during, minute) FROM stdin;
\\x212c80c79e8ab1eca73b11544946669b2608d9b56fd66f06c3dd099e413d8abd	d526813ac9b9401a	0	a90b339d	\N	0	\N	\N
\\x30c1286bd919783562d8996f268105680b9b4e1a244bf86f51d53ff0b6845e35	d526813ac9b9401a	0	a90b339d	\N	0	\N	\N
\\x69f92ba17018af4f472bbe6d1bf5651a0b1eab1c9731d15cd08121fb9f0c651a	d526813ac9b9401a	0	a90b339d	\N	0	\N	\N
\\xb5b79e3379a15d4046bec46e5dca18dd5e3d5146f1e36ecd24ba6ed81d30ac2f	d526813ac9b9401a	0	a90b339d	\N	0	\N	\N
\\xd7244f5c334165596a4fda77d00eec31cc4dcbcbf64b8dc983de98852e43afbd	d526813ac9b9401a	0	a90b339d	\N	0	\N	\N
\\xecfb47768e309a52ff3d0bdfbc6cd04c786867c33803d27caa181d8a22022446	d526813ac9b9401a	0	a90b339d	\N	0	\N	\N
\\xf68b151316d7030bd7dcca4039ef2be3a1b76f8b73c4c0d6afc34062ae29b4b7	d526813ac9b9401a	0	a90b339d	\N	0	\N	\N
\\x144ef0a528067c0c1764265c77c381e673175dbbb0df0e8ab3de5dc7ec951437	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\x19bb0bf47081a387dd7d6f42b19048df3f54b774f224bf77cf0b3d0d28dce401	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\x21584beb37a11f346627eba9b55c8f422e1a027b4f353c56c4a4fd957caddc61	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\x7b794fd008c93b4892492da6fb95a679171e640b3ee1cecd110b5423ad0102d0	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\x8db76e2633295684e22b99f7b75b12b1bf67c23cb68d1f643985be956539cccc	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\x8dca56867000fe564a57daefc79907a4d5da957b0d4fcdcb960d749cdbe8d3e3	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\xa0b693bdfde2f06e3b793422154bf184f430ec926cd372f7503d5359423fe002	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\xacc3c28de30688f20b7e0aca783210f962e0edad841dac54997a60aac3c28c7a	d526813ac9b9401a	1	69594d82	\N	0	\N	\N
\\x814d193bf4dc8d02a741642eebefda0e316bf4824f8d3be39515100464c6c9fb	d526813ac9b9401a	1	ecbeced3	s2	0	\N	\N
\\x285d1e5b73a71e62a98591f5344ede56611d4d6dbe61e87334ce431f4db373d6	d526813ac9b9401a	0	37195e02	\N	1	\N	\N
\\x058225e6348f620d322b4f9dc12fe55441887a1f139d64cc999a91a52e3f3de6	2194d2843a2d8c3e	0	\N	\N	0	\N	29935069
\\x30de58422fb1b3e109623f072843fdc6c22025f43807843cbbf1d692a44a11c3	2194d2843a2d8c3e	0	\N	\N	0	\N	29935069
\\xd24ae684cbc382e150132a004f5e59f4ce856ed5fe20f4f87800e07dd63b3e26	2194d2843a2d8c3e	0	\N	\N	0	\N	29935069
\\xe9ceb365d1ff0021720633850bcaee427e272d3eadffd402dd1eb7c00843ee3f	2194d2843a2d8c3e	0	\N	\N	0	\N	29935069
\\x9e63f525c9aa1022fa8b28fed8ee7b3cc2f78bbde7a2c633fbde7f7f0c8edfc7	2194d2843a2d8c3e	0	\N	\N	0	\N	29935069
\\x10e68d73363aec5a4255106c553a69ad380bc3352c7a2ea280aedbfe5e88e69f	2194d2843a2d8c3e	0	\N	\N	0	\N	29935069
\\x0ab8dac79f509241163c683f45ddddef05ec4f992febc1e5274ffbf0cacdcac3	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\x242e2bb565ddcfab38c3424a9898ae6757605dd53fff5ef3fe945daf97023908	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\x4e263a218a748292c858af6d5357e34fd5545825659f531f002fe818597ec3bd	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\x7e3a1cbc36d41d134b653df9954acd5fb34b16baeae56fa9fc80dd0a4e34a810	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\x7f4b2c4bd60a8fcb1bf535abd13943a4670b47bef103818fb7fe3c133ff70f74	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\x93c27cd7c2d29d6584d85831406ea37eb9fe5fb002607198b18f58f1394f3023	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\xa94a038cf1c4ce3e62efbf222c05b0c9ceefa758db905224186471808caa1e6d	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\xe04e6feecac4cfa7034be41596459fe796b6ae815d029fc72bc03195971e7537	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\xe38ac3c6f45c168eaa3cb397623dcb313e7785bf10c4c798dc3d293a4dc1e707	872ecbc92c8fd53b	0	6ade4566	\N	0	\N	\N
\\x5421061edbcffe074ac61be7d0a5bb2b55f064c7d024235c4d51e6c707fc767a	872ecbc92c8fd53b	1	3db31ce8	\N	0	\N	\N
\\xa01d544ec2a4c17d91f0a2138e3220782ec55449881fa3b2e4a2d4417907407f	872ecbc92c8fd53b	1	3db31ce8	\N	0	\N	\N
\\x0d901dac26b309bc7b0287b1312f33de0266df7c9e7838b5eefeb4c6c398b700	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\x2099994f0609e04d7ea029ee305ae5fd7d230646fa8cd83728da1b02d2ac2ee9	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\x3824225d23d88f482434f184a6215d7fbb793f4f707085fe99f7f7c101024413	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\x4d79f00f92a3c8ec7a4f9808afda0f063ffe500f19bd1b2ee89cf059d86e7118	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\x80f60a516a7aaadb19210f898693b2057c740acdb26a97fd89f6f698c27d0d81	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\xa309a1606b902b532faa1bfc6b47da12d2ba97e1e0911d8aa30964cdcd561a77	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\xa654e1f580214b19981ab543cce3fba40170301f9ead618b28d4ec077d3dce22	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\xc5cdb50d535baf52eb283819cb4f927d6b69ad2f0d23bd53e729494a51757559	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\xe6c890306b5aac965f01248f96a0b78fb02bd7159d9e4abe82771f61efb4a98e	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\xfdeb285de4a543dd1734ae837a44482640b1684e5052bd8352dc1e569e2ff616	55186e7bdec18e21	0	4122d6bd	\N	0	\N	\N
\\x024f5aa27c30cfb44253f47af33a20ca4e40ec2c36cfae3852cdacd109604729	55186e7bdec18e21	1	ae1cd099	\N	0	\N	\N
\\x897df910ddae131c771fee698e6c1cdf22446c705ea2a4ec262ad313e06ebe19	55186e7bdec18e21	1	ae1cd099	\N	0	\N	\N
\\x282ca5c2b314c6eb755b2e656574d55bae530f3e16e799beed7c4d1451d15e3d	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x3857c572b1d6d45e56cc21eee6472404ec2349626df4f11f1108272235f82718	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x391b0d2a2c40abe80c15d527ffc48258585bea8b39b7e20a304d0caae31d0972	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x3acf0693090e5d3eab299891507fb6a8d3313c95b4074278e3fd6bcb9f75f1c2	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x3f1d1e8dd1ad1a3215458236d221a0e80fbb7caac959bd70c0c5d01de8740964	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x55ab0ae7ffa178aee36ac75372eb90d435a4a5b87aa5ab547278f8626ed1441a	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x6b50cf07e5345012430f759ea2988225afb23adfeb4aa34613bd8d53c3c3721f	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x7832af2376483a5f7dbe703798e001f4d694b0835e6aeafe64727de6e9eb729b	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xaa6327c7707ba9ddd6e47ab6307b655f6a0c9bfd66e50f5d5cd04fd7a70c7187	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xac63e71cb0e79eada8d35b66a10322591df8ba72d408cc02bfea065e1481b27e	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xad30da99143c9534daba0a9222854d16d0a01746de975b19c39914bcc0580ee5	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xb53aa9d3f3371fa76637884aa2c0ef06e7e1d6caa1c98aa4ec844439680bb6b8	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xb66309e8fbbb2104225f8cfb1aefdf6b62ad456132839e9a58a086f1885d46fd	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xb7186b75e2050963d1fe79a9882904d9336d77162317c75ceb8ff1c624ad893f	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xbc0c66f68f7b42245e6c889505ea06e5b0872c85470112d7a2f8736daa2276ca	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xd587ff25734a6fc93fc159530f11159206700ba688d9489db22ad574aa8b6b58	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xd95d122a31f284ab6a8e03760ccd81fd2819650262f46fcbeda138089a2863e7	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xdcc8c799d56e0173e36af570ccc448f718cde779c84778dcfb23b99c33a978b5	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xdf5730da1e4b2f9fe691cc8a1b531c59dad0e74ffabea14024ac9def5bfbe77f	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\xe926e759125123e4663d34ce0dfeee081f9892f05833288b3c238fd6524dd75c	b1d18d3733382cda	0	63a22f71	\N	0	\N	\N
\\x44552bb1b1da09bf2ad636f6040d95937e2b6d917a6ee0f2712249fc1b4915c1	b1d18d3733382cda	0	1e75fba9	s3	0	\N	\N
\\x148df58d888256fdeae46af7b060938c57b60be8d5765a824fcbae2e62566506	b1d18d3733382cda	0	6ef67597	\N	1	\N	\N
\.


--
-- Data for Name: vote; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.vote (meeting, round, subject, voters, marks, times) FROM stdin;
d526813ac9b9401a	14145f0bb605714e	0	0	\\x9107	1
d526813ac9b9401a	14145f0bb605714e	0	0	\\x9108	2
d526813ac9b9401a	14145f0bb605714e	0	0	\\x9109	4
d526813ac9b9401a	14145f0bb605714e	0	1	\\x9107	2
d526813ac9b9401a	14145f0bb605714e	0	1	\\x9108	4
d526813ac9b9401a	14145f0bb605714e	0	1	\\x9109	1
d526813ac9b9401a	14145f0bb605714e	0	1	\\x910a	1
d526813ac9b9401a	4b847089fe200afa	0	-1	\\xc0	1
d526813ac9b9401a	4b847089fe200afa	0	0	\\x9106	4
d526813ac9b9401a	4b847089fe200afa	0	0	\\x9108	1
d526813ac9b9401a	4b847089fe200afa	0	0	\\x9109	2
d526813ac9b9401a	4b847089fe200afa	0	1	\\x9106	2
d526813ac9b9401a	4b847089fe200afa	0	1	\\x9108	1
d526813ac9b9401a	4b847089fe200afa	0	1	\\x9109	4
d526813ac9b9401a	4b847089fe200afa	0	1	\\x910a	1
d526813ac9b9401a	4b847089fe200afa	1	0	\\x9106	1
d526813ac9b9401a	4b847089fe200afa	1	0	\\x9107	2
d526813ac9b9401a	4b847089fe200afa	1	0	\\x9108	3
d526813ac9b9401a	4b847089fe200afa	1	0	\\x9109	1
d526813ac9b9401a	4b847089fe200afa	1	1	\\x9106	2
d526813ac9b9401a	4b847089fe200afa	1	1	\\x9107	1
d526813ac9b9401a	4b847089fe200afa	1	1	\\x9109	4
d526813ac9b9401a	4b847089fe200afa	1	1	\\x910a	2
d526813ac9b9401a	24d4ec4f1e88fe63	0	1	\\x9106	1
d526813ac9b9401a	24d4ec4f1e88fe63	0	1	\\x9108	2
d526813ac9b9401a	24d4ec4f1e88fe63	0	1	\\x9109	3
d526813ac9b9401a	24d4ec4f1e88fe63	0	1	\\x910a	3
d526813ac9b9401a	24d4ec4f1e88fe63	1	1	\\x9106	4
d526813ac9b9401a	24d4ec4f1e88fe63	1	1	\\x9108	1
d526813ac9b9401a	24d4ec4f1e88fe63	1	1	\\x9109	3
d526813ac9b9401a	24d4ec4f1e88fe63	1	1	\\xc0	1
d526813ac9b9401a	24d4ec4f1e88fe63	2	1	\\x9107	3
d526813ac9b9401a	24d4ec4f1e88fe63	2	1	\\x9108	2
d526813ac9b9401a	24d4ec4f1e88fe63	2	1	\\x9109	3
d526813ac9b9401a	24d4ec4f1e88fe63	2	1	\\x910a	1
2194d2843a2d8c3e	4dd5c3584d8739c8	0	0	\\x9108	2
2194d2843a2d8c3e	4dd5c3584d8739c8	0	0	\\x9109	3
2194d2843a2d8c3e	4dd5c3584d8739c8	0	0	\\x910a	1
2194d2843a2d8c3e	4dd5c3584d8739c8	1	0	\\x9106	2
2194d2843a2d8c3e	4dd5c3584d8739c8	1	0	\\x9107	3
2194d2843a2d8c3e	4dd5c3584d8739c8	1	0	\\x9108	1
872ecbc92c8fd53b	fa4c7c7e7cce77a8	0	0	\\x9100	5
872ecbc92c8fd53b	fa4c7c7e7cce77a8	0	0	\\x9101	1
872ecbc92c8fd53b	fa4c7c7e7cce77a8	0	0	\\x91c0	1
872ecbc92c8fd53b	fa4c7c7e7cce77a8	0	0	\\xa7696e76616c6964	1
872ecbc92c8fd53b	fa4c7c7e7cce77a8	1	0	\\x9100	4
872ecbc92c8fd53b	fa4c7c7e7cce77a8	1	0	\\x9101	2
872ecbc92c8fd53b	fa4c7c7e7cce77a8	1	0	\\x91c0	2
872ecbc92c8fd53b	fa4c7c7e7cce77a8	2	0	\\x9100	1
872ecbc92c8fd53b	fa4c7c7e7cce77a8	2	0	\\x9101	5
872ecbc92c8fd53b	fa4c7c7e7cce77a8	2	0	\\x91c0	2
872ecbc92c8fd53b	347c52a167ccaca2	0	-1	\\x921000	6
872ecbc92c8fd53b	347c52a167ccaca2	0	-1	\\x921100	5
872ecbc92c8fd53b	347c52a167ccaca2	1	-1	\\x920f00	5
872ecbc92c8fd53b	347c52a167ccaca2	1	-1	\\x921001	6
872ecbc92c8fd53b	347c52a167ccaca2	2	-1	\\x920d01	5
872ecbc92c8fd53b	347c52a167ccaca2	2	-1	\\x921400	6
55186e7bdec18e21	ae49098a7e6f6302	0	-1	\\x91c0	2
55186e7bdec18e21	ae49098a7e6f6302	0	0	\\x9100	7
b1d18d3733382cda	32921deff088db50	0	0	\\x9106	1
b1d18d3733382cda	32921deff088db50	0	0	\\x9107	2
b1d18d3733382cda	32921deff088db50	0	0	\\x9108	1
b1d18d3733382cda	32921deff088db50	0	0	\\x9109	4
b1d18d3733382cda	32921deff088db50	0	0	\\x910a	1
\.


--
-- Data for Name: write_in; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.write_in (meeting, round, names) FROM stdin;
872ecbc92c8fd53b	fa4c7c7e7cce77a8	["王伍"]
872ecbc92c8fd53b	fa4c7c7e7cce77a8	["王五","赵·六"]
872ecbc92c8fd53b	fa4c7c7e7cce77a8	["王五"]
872ecbc92c8fd53b	fa4c7c7e7cce77a8	["王五"]
872ecbc92c8fd53b	fa4c7c7e7cce77a8	["王五"]
\.


--
-- Data for Name: written; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.written (meeting, round, subject, key, text) FROM stdin;
d526813ac9b9401a	14145f0bb605714e	0	problems	深入一线不够
d526813ac9b9401a	4b847089fe200afa	0	problems	制度落实有差距
d526813ac9b9401a	24d4ec4f1e88fe63	0	problems	走访群众少
2194d2843a2d8c3e	4dd5c3584d8739c8	0	problems	试投
b1d18d3733382cda	32921deff088db50	0	problems	调研不够深入
\.


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


